package dev.logway.standalone.cli;

import picocli.CommandLine.IVersionProvider;

/** Which Logway this is, as the build recorded it. */
final class Version implements IVersionProvider {

    static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"Logway " + text(), "Java " + Runtime.version() + ", " + System.getProperty("os.name")};
    }
}
