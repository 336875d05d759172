package dev.logway.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Asks what {@code spotless:check} asks, on the toolchain's JDK: Maven itself may run on one that cannot read this
 * code.
 */
class FormattingTest {

    @Test
    void everySourceFileIsFormatted() throws IOException {
        List<Path> files = sources();
        List<Path> unformatted = files.parallelStream()
                .filter(file -> !isFormatted(file))
                .map(file -> Production.repository().relativize(file))
                .toList();

        assertTrue(files.size() > 100, "only " + files.size() + " source files found");
        assertEquals(List.of(), unformatted, "run: mvn spotless:apply (on JDK 25)");
    }

    @Test
    void wrongFormIsFound() {
        String source = """
                package a;

                import java.util.Map;
                import java.util.List;

                class A {
                  List<String> names;
                }
                """;

        assertEquals("""
                package a;

                import java.util.List;

                class A {
                    List<String> names;
                }
                """, Formatting.formatted(source));
    }

    private static boolean isFormatted(Path file) {
        try {
            String source = Files.readString(file, UTF_8);
            return source.equals(Formatting.formatted(source));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every {@code src/*}{@code /java/**}{@code /*.java} of the repository. */
    private static List<Path> sources() throws IOException {
        Path repository = Production.repository();
        try (Stream<Path> files = Files.walk(repository)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> isSource(repository.relativize(file)))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isSource(Path file) {
        String path = "/" + file;
        return path.matches(".*/src/[^/]+/java/.*") && !path.contains("/target/");
    }
}
