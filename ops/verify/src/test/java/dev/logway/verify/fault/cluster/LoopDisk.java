package dev.logway.verify.fault.cluster;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system of its own in a file, mounted through a loop device: it can be full, and lose its power. */
public final class LoopDisk implements Disk {
    private static final long BYTES = 1L << 30;
    private static final long SHUTDOWN = 0x8004587DL; // FS_IOC_SHUTDOWN of linux/fs.h
    private static final int WITHOUT_FLUSH = 2;
    private static final String FILLING = "filling";
    private static final String LAST_BLOCKS = "last-blocks";

    private final Path image;
    private final Path mount;
    private boolean mounted;

    private LoopDisk(Path image, Path mount) {
        this.image = image;
        this.mount = mount;
    }

    /** Makes one in {@code directory}. */
    static LoopDisk make(Path directory, String name) {
        var disk = new LoopDisk(directory.resolve(name + ".img"), directory.resolve(name));
        try (var file = new RandomAccessFile(disk.image.toFile(), "rw")) {
            file.setLength(BYTES);
            Files.createDirectories(disk.mount);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Commands.run("mkfs.ext4", "-q", "-F", "-m", "0", disk.image.toString());
        disk.mount();
        return disk;
    }

    /** Whether this process may mount, which takes root's rights. */
    static boolean isPossible(Path directory) {
        try (var _ = make(directory, "probe")) {
            return true;
        } catch (IllegalStateException | UncheckedIOException e) {
            return false;
        }
    }

    @Override
    public Path path() {
        return mount.resolve("log");
    }

    /** Takes all the room that is left. */
    public void fill() {
        String free = "$(df --output=avail -B1 '" + mount + "' | tail -n 1)";
        Commands.run("sh", "-c", "fallocate -l " + free + " '" + mount.resolve(FILLING) + "' || true");
        Commands.run("sh", "-c", "cat /dev/zero > '" + mount.resolve(LAST_BLOCKS) + "' || true");
    }

    /** Gives it back. */
    public void free() {
        try {
            Files.deleteIfExists(mount.resolve(FILLING));
            Files.deleteIfExists(mount.resolve(LAST_BLOCKS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * From now on nothing is written any more: what the kernel still holds in memory is lost, as in a power cut. Whoever
     * uses it gets errors, until it has ended and {@link #powerUp} was called.
     */
    public void cutPower() {
        try (var arena = Arena.ofConfined()) {
            int descriptor = (int)
                    call("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT), Linker.Option.firstVariadicArg(2))
                            .invokeExact(arena.allocateFrom(mount.toString()), 0);
            MemorySegment how = arena.allocateFrom(JAVA_INT, WITHOUT_FLUSH);
            int result = (int) call(
                            "ioctl",
                            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS),
                            Linker.Option.firstVariadicArg(2))
                    .invokeExact(descriptor, SHUTDOWN, how);
            int _ = (int)
                    call("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT)).invokeExact(descriptor);
            if (result != 0) {
                throw new IllegalStateException("the power of " + mount + " cannot be cut");
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Mounts it again, on what reached the disk. */
    public void powerUp() {
        unmount();
        mount();
    }

    /** A second call does nothing. */
    @Override
    public void close() {
        if (mounted) {
            unmount();
        }
    }

    private void mount() {
        Commands.run("mount", "-o", "loop", image.toString(), mount.toString());
        mounted = true;
        try {
            Files.createDirectories(path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void unmount() {
        Commands.run("umount", mount.toString());
        mounted = false;
    }

    @SuppressWarnings("restricted") // the system's own functions
    private static MethodHandle call(String name, FunctionDescriptor shape, Linker.Option... options) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().find(name).orElseThrow(), shape, options);
    }
}
