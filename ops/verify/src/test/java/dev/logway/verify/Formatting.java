package dev.logway.verify;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.ImportOrderer;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.JavaFormatterOptions.Style;
import com.palantir.javaformat.java.RemoveUnusedImports;

/** What Spotless would make of a source file. */
final class Formatting {
    private static final Formatter FORMATTER = Formatter.createFormatter(
            JavaFormatterOptions.builder().style(Style.PALANTIR).build());

    private Formatting() {}

    /** {@code source}, formatted; what is no Java is as good as formatted, because the compiler tells. */
    static String formatted(String source) {
        try {
            String sorted = ImportOrderer.reorderImports(source, Style.PALANTIR);
            return FORMATTER.formatSource(RemoveUnusedImports.removeUnusedImports(sorted));
        } catch (FormatterException e) {
            return source;
        }
    }
}
