package dev.logway.verify;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Logway's own code: the classes of every module without their tests, and where the sources stand. */
final class Production {
    /** The package that everything of Logway's is in. */
    static final String ROOT = "dev.logway";

    private Production() {}

    static JavaClasses classes() {
        return new ClassFileImporter()
                .withImportOption(location -> !location.contains("/test-classes/") && !location.contains("-tests.jar"))
                .importPackages(ROOT);
    }

    /** The class file that {@code type} was read from. */
    static byte[] bytes(JavaClass type) {
        try (InputStream file = type.getSource().orElseThrow().getUri().toURL().openStream()) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The directory that all modules are in. */
    static Path repository() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(directory.resolve("schemas"))) {
            directory = directory.getParent();
            if (directory == null) {
                throw new IllegalStateException(
                        "not inside the repository: " + Path.of("").toAbsolutePath());
            }
        }
        return directory;
    }
}
