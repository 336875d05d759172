package dev.logway.bench;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version of this build, out of its JAR. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"logway bench " + current()};
    }

    /** A build that runs from classes, not from its JAR, has no version. */
    static String current() {
        return Objects.requireNonNullElse(BenchCli.class.getPackage().getImplementationVersion(), "unpackaged");
    }
}
