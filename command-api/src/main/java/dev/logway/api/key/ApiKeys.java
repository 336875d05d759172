package dev.logway.api.key;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;

/**
 * The keys that open the API, known by their SHA-256 only. Keys have 256 random bits, so that a plain hash is
 * enough. A file of keys holds one a line, {@code name:sha256} in hexadecimal; empty lines and those that begin with
 * {@code #} mean nothing.
 */
public final class ApiKeys {
    /** No key opens anything. */
    public static final ApiKeys NONE = new ApiKeys(List.of());

    private static final Pattern LINE = Pattern.compile("([^:#][^:]{0,255}):([0-9a-fA-F]{64})");

    private final List<Known> keys;

    private record Known(String name, byte[] hash) {}

    private ApiKeys(List<Known> keys) {
        this.keys = List.copyOf(keys);
    }

    /**
     * Reads the keys in {@code file}.
     *
     * @throws ConfigException if the file cannot be read or a line is no key
     */
    public static ApiKeys read(Path file) {
        try {
            return parse(Files.readAllLines(file, UTF_8), file.toString());
        } catch (NoSuchFileException e) {
            throw new ConfigException("admin.keys.file: " + file + " (expected: a file that exists)");
        } catch (IOException e) {
            throw new ConfigException("admin.keys.file: " + file + " cannot be read: " + e.getMessage());
        }
    }

    /**
     * The keys in {@code lines}.
     *
     * @param source what to call the lines in a message
     * @throws ConfigException if a line is no key
     */
    public static ApiKeys parse(List<String> lines, String source) {
        var keys = new ArrayList<Known>();
        int number = 0;
        for (String line : lines) {
            number++;
            String text = line.strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            Matcher matcher = LINE.matcher(text);
            if (!matcher.matches()) {
                throw new ConfigException(
                        "admin.keys.file: " + source + ", line " + number + " (expected: name:sha256 in hexadecimal)");
            }
            keys.add(new Known(matcher.group(1), HexFormat.of().parseHex(matcher.group(2))));
        }
        return new ApiKeys(keys);
    }

    public boolean isEmpty() {
        return keys.isEmpty();
    }

    /** The name of the key that was shown, if it is one. Takes as long whichever key it is, or is not. */
    public Optional<String> nameOf(String shown) {
        byte[] hash = hash(shown);
        String name = null;
        for (Known key : keys) {
            if (MessageDigest.isEqual(key.hash, hash) && name == null) {
                name = key.name;
            }
        }
        return Optional.ofNullable(name);
    }

    static byte[] hash(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
