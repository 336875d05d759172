package dev.logway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code ./logway} in a checkout that looks built, with JDKs and a Maven that only say how they were called. */
class LauncherIT {
    private static final Path SCRIPT = Path.of("..", "..", "logway");
    private static final Instant LONG_AGO = Instant.EPOCH.plusSeconds(1_000_000_000);

    @TempDir
    Path temporary;

    private Path checkout;
    private Path jar;

    @BeforeEach
    void aBuiltCheckout() throws IOException {
        checkout = Files.createDirectories(temporary.resolve("a check out"));
        Files.copy(SCRIPT, checkout.resolve("logway"));
        for (var module : List.of("standalone", "bench")) {
            Files.createDirectories(checkout.resolve("ops/" + module + "/src/main"));
            Files.createDirectories(checkout.resolve("ops/" + module + "/target/lib"));
        }
        Files.createFile(checkout.resolve("pom.xml"));
        try (var files = Files.walk(checkout)) {
            for (var file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(LONG_AGO));
            }
        }
        jar = Files.createFile(checkout.resolve("ops/standalone/target/logway-standalone.jar"));
    }

    @Test
    void argumentsArriveWhole() throws Exception {
        var run = launch(checkout.resolve("logway"), jdk("25.0.1"), "up", "--data", "a b", "*");
        assertEquals(List.of("dev.logway.standalone.cli.LogwayCli", "up", "--data", "a b", "*"), run.afterClassPath());
        assertEquals(7, run.status());
    }

    @Test
    void aLinkInAnotherDirectoryLeadsToTheCheckout() throws Exception {
        var link = Files.createSymbolicLink(temporary.resolve("link"), Path.of("a check out", "logway"));
        var second = Files.createSymbolicLink(temporary.resolve("second"), link);
        var run = launch(second, jdk("25"), "version");
        assertTrue(run.classPath().startsWith(jar.toRealPath() + ":"), run.classPath());
    }

    @Test
    void benchIsItsOwnProgram() throws Exception {
        var run = launch(checkout.resolve("logway"), jdk("25"), "bench", "proxy");
        assertEquals(List.of("dev.logway.bench.BenchCli", "proxy"), run.afterClassPath());
        assertTrue(run.classPath().contains("/logway-bench.jar:"), run.classPath());
    }

    @Test
    void anOldJavaHomeIsPassedOver() throws Exception {
        var good = jdk("26-ea");
        var run = launch(
                checkout.resolve("logway"), Map.of("JAVA_HOME", jdk("17.0.15"), "PATH", good + "/bin:" + path()), "up");
        assertTrue(run.output().getFirst().startsWith(good), run.output().toString());
    }

    @Test
    void aChangedSourceIsBuiltAndTheBuildsErrorsAreShown() throws Exception {
        Files.createFile(checkout.resolve("ops/standalone/src/main/Changed.java"));
        Files.setLastModifiedTime(jar, FileTime.from(LONG_AGO.plusSeconds(1)));
        var tools = Files.createDirectories(temporary.resolve("tools"));
        script(
                tools.resolve("mvn"),
                "[ \"$2\" = --version ] && echo 'Apache Maven 3.9.9 (x)' && exit 0",
                "echo '[INFO] fine'; echo '[ERROR] Changed.java: broken'; exit 1");
        var run =
                launch(checkout.resolve("logway"), Map.of("JAVA_HOME", jdk("25"), "PATH", tools + ":" + path()), "up");
        assertEquals(1, run.status());
        assertEquals("Building Logway (sources changed) ...", run.output().getFirst());
        assertEquals("[ERROR] Changed.java: broken", run.output().get(1));
        assertTrue(run.output().getLast().contains("build.log"), run.output().toString());
    }

    @Test
    void ofTwoFirstRunsOneBuildsAndTheOtherWaitsForIt() throws Exception {
        Files.delete(jar);
        var tools = Files.createDirectories(temporary.resolve("tools"));
        script(
                tools.resolve("mvn"),
                "[ \"$2\" = --version ] && echo 'Apache Maven 3.9.9 (x)' && exit 0",
                "echo built >> '" + temporary + "/builds'",
                "until [ -e '" + temporary + "/go' ]; do sleep 0.1; done",
                "touch '" + jar + "'");
        var environment = Map.of("JAVA_HOME", jdk("25"), "PATH", tools + ":" + path());
        var first = started(environment, temporary.resolve("first"));
        until(() -> Files.exists(temporary.resolve("builds")));
        var second = started(environment, temporary.resolve("second"));
        until(() -> Files.readString(temporary.resolve("second")).contains("is building; waiting ..."));
        Files.createFile(temporary.resolve("go"));
        assertEquals(7, first.waitFor());
        assertEquals(7, second.waitFor());
        assertEquals(List.of("built"), Files.readAllLines(temporary.resolve("builds")));
        assertTrue(
                Files.readString(temporary.resolve("second"))
                        .startsWith("Another ./logway (process " + first.pid() + ") is building; waiting ...\n"),
                Files.readString(temporary.resolve("second")));
        assertFalse(Files.exists(lock(), LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void theLockOfALauncherThatWasKilledIsBroken() throws Exception {
        Files.delete(jar);
        var ended = new ProcessBuilder("true").start();
        ended.waitFor();
        Files.createSymbolicLink(lock(), Path.of(Long.toString(ended.pid())));
        var tools = Files.createDirectories(temporary.resolve("tools"));
        script(
                tools.resolve("mvn"),
                "[ \"$2\" = --version ] && echo 'Apache Maven 3.9.9 (x)' && exit 0",
                "touch '" + jar + "'");
        var run =
                launch(checkout.resolve("logway"), Map.of("JAVA_HOME", jdk("25"), "PATH", tools + ":" + path()), "up");
        assertEquals(7, run.status());
        assertTrue(run.output().getFirst().startsWith("Building Logway (first time"), run.output()::toString);
        assertFalse(Files.exists(lock(), LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void aBuildThatFailsLeavesNoLock() throws Exception {
        Files.delete(jar);
        var tools = Files.createDirectories(temporary.resolve("tools"));
        script(tools.resolve("mvn"), "[ \"$2\" = --version ] && echo 'Apache Maven 3.9.9 (x)' && exit 0", "exit 1");
        launch(checkout.resolve("logway"), Map.of("JAVA_HOME", jdk("25"), "PATH", tools + ":" + path()), "up");
        assertFalse(Files.exists(lock(), LinkOption.NOFOLLOW_LINKS));
    }

    private Path lock() {
        return checkout.resolve("ops/standalone/target/launcher.lock");
    }

    private Process started(Map<String, String> environment, Path output) throws IOException {
        var builder = new ProcessBuilder("/bin/sh", checkout.resolve("logway").toString(), "up")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static void until(Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!condition.call()) {
            assertTrue(System.nanoTime() < deadline, "this did not happen");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    @Test
    void anOldMavenIsNamed() throws Exception {
        Files.delete(jar);
        var tools = Files.createDirectories(temporary.resolve("tools"));
        script(tools.resolve("mvn"), "echo 'Apache Maven 3.6.3 (x)'");
        var run =
                launch(checkout.resolve("logway"), Map.of("JAVA_HOME", jdk("25"), "PATH", tools + ":" + path()), "up");
        assertEquals(1, run.status());
        assertTrue(
                run.output().getFirst().contains("3.6.3 (expected: 3.8 or newer)"),
                run.output().toString());
    }

    /** A JDK whose java prints its own place and its arguments, one a line, and ends with status 7. */
    private String jdk(String version) throws IOException {
        var directory = Files.createDirectories(temporary.resolve("jdk " + version));
        Files.writeString(directory.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        var bin = Files.createDirectories(directory.resolve("bin"));
        script(bin.resolve("java"), "printf '%s\\n' \"$0\" \"$@\"; exit 7");
        script(bin.resolve("javac"), "exit 1");
        return directory.toString();
    }

    private static void script(Path file, String... lines) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Run launch(Path script, String javaHome, String... arguments) throws Exception {
        return launch(script, Map.of("JAVA_HOME", javaHome, "PATH", path()), arguments);
    }

    private Run launch(Path script, Map<String, String> environment, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("/bin/sh", script.toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(temporary.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(1, TimeUnit.MINUTES));
        return new Run(process.exitValue(), output.lines().toList());
    }

    private static String path() {
        return System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
    }

    private record Run(int status, List<String> output) {
        String classPath() {
            return output.get(output.indexOf("-cp") + 1);
        }

        List<String> afterClassPath() {
            return output.subList(output.indexOf("-cp") + 2, output.size());
        }
    }
}
