package dev.logway.standalone.cli;

import dev.logway.standalone.audit.Records;
import java.io.Console;
import java.io.PrintWriter;

/** One line on the terminal that says what is being waited for, and is gone when it is over. */
interface Progress {
    void show(String what);

    void clear();

    /** Shows a bar, drawn anew when the part that is done has grown by a hundredth. */
    default Records.ProgressTaker bar() {
        var last = new int[] {-1};
        return percent -> {
            if (percent != last[0]) {
                last[0] = percent;
                int done = Math.clamp(percent, 0, 100) / 4;
                show("[" + "=".repeat(done) + " ".repeat(25 - done) + "] " + percent + " %");
            }
        };
    }

    /** Shows nothing where no person is watching. */
    @SuppressWarnings("SystemConsoleNull") // It is null again from JDK 25 on where there is no terminal.
    static Progress onTerminal(PrintWriter err, String doing) {
        Console console = System.console();
        return console != null && console.isTerminal() ? new Line(err, doing) : new Silent();
    }

    /** The line itself. */
    record Line(PrintWriter err, String doing) implements Progress {
        private static final String ERASE = "\r\u001b[K";

        @Override
        public void show(String what) {
            err.print(ERASE + doing + ": " + what + " …");
            err.flush();
        }

        @Override
        public void clear() {
            err.print(ERASE);
            err.flush();
        }
    }

    /** Where output goes to a file or another program. */
    record Silent() implements Progress {
        @Override
        public void show(String what) {
            // Nobody watches.
        }

        @Override
        public void clear() {
            // Nothing was shown.
        }
    }
}
