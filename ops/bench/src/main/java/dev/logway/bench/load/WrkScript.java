package dev.logway.bench.load;

import dev.logway.bench.process.BenchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A Lua script with which wrk sends the same requests over and over, made before its clock runs. */
final class WrkScript {
    private WrkScript() {}

    /** Writes the script and the requests it reads into {@code directory}, and gives the script's path. */
    static Path write(Path directory, List<Ask> asks) {
        Path requests = directory.resolve("wrk-requests.txt");
        Path script = directory.resolve("wrk-requests.lua");
        try {
            Files.write(
                    requests,
                    asks.stream()
                            .map(ask -> ask.method() + " " + ask.path() + " " + ask.host())
                            .toList());
            return Files.writeString(script, lua(requests));
        } catch (IOException e) {
            throw new BenchException(script + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static String lua(Path requests) {
        return """
                local requests = {}
                local last = 0
                function init(args)
                  for line in io.lines("%s") do
                    local method, path, host = line:match("^(%%S+) (%%S+) (%%S+)$")
                    requests[#requests + 1] = wrk.format(method, path, {["Host"] = host})
                  end
                end
                function request()
                  last = last %% #requests + 1
                  return requests[last]
                end
                """.formatted(requests.toAbsolutePath());
    }
}
