package dev.logway.standalone.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The document of all settings says what the definitions say. */
class SettingsDocumentTest {
    private static final Path DOCUMENT = Path.of("../../docs/reference/settings.md");

    @Test
    void everyPartStandsInTheDocumentAsItIsDefined() throws IOException {
        String document = Files.readString(DOCUMENT);
        ConfigCommand.definitions().forEach((part, definition) -> {
            String section = "## " + part + "\n\n" + new SettingsListing(definition).markdown();
            assertTrue(
                    document.contains(section),
                    () -> DOCUMENT + " is behind; make its part with ./logway config " + part + " --markdown");
        });
    }
}
