package dev.logway.standalone.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where log lines go. {@code up} writes everything to a file and its own warnings to the terminal; a part that runs
 * alone writes to the terminal. Libraries speak only of what is wrong, and only where someone looks for it.
 */
final class Logging {
    private static final String FILE_LINE = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level [%thread] %logger{24} - %msg%n";
    private static final String TERMINAL_LINE = "%d{HH:mm:ss} %-5level %msg%n%nopex";
    private static final String OWN = "dev.logway";
    private static final int KEPT_FILES = 5;

    /** Libraries that report at INFO what an operator of Logway has no use for. */
    private static final Map<String, Level> LIBRARIES = Map.of(
            "org.apache.kafka", Level.WARN,
            "kafka", Level.WARN,
            "state.change.logger", Level.WARN,
            "io.netty", Level.WARN,
            "io.vertx", Level.WARN,
            // These warn about every setting that belongs to a part of the client which is not in use.
            "org.apache.kafka.clients.consumer.ConsumerConfig", Level.ERROR,
            "org.apache.kafka.clients.producer.ProducerConfig", Level.ERROR,
            "org.apache.kafka.clients.admin.AdminClientConfig", Level.ERROR,
            "org.apache.kafka.common.utils.AppInfoParser", Level.ERROR,
            // In a cluster this warns of every other transaction, whose predecessor is not quite finished, and repeats.
            "org.apache.kafka.clients.producer.internals.Sender", Level.ERROR);

    private Logging() {}

    /** Everything to {@code directory/logway.log}, our own warnings to the terminal as well. */
    static void toFile(Path directory) {
        LoggerContext context = fresh();
        root(context).addAppender(file(context, directory.resolve("logway.log")));
        var terminal = terminal(context, TERMINAL_LINE);
        var warnings = new ThresholdFilter();
        warnings.setLevel(Level.WARN.levelStr);
        warnings.start();
        terminal.addFilter(warnings);
        context.getLogger(OWN).addAppender(terminal);
    }

    /** Everything to the terminal, for a part that runs as a process of its own. */
    static void toTerminal() {
        LoggerContext context = fresh();
        root(context).addAppender(terminal(context, FILE_LINE));
    }

    /** Nothing but errors, for commands that print their answer. */
    static void quiet() {
        LoggerContext context = fresh();
        root(context).setLevel(Level.ERROR);
        LIBRARIES.keySet().forEach(name -> context.getLogger(name).setLevel(Level.ERROR));
        root(context).addAppender(terminal(context, TERMINAL_LINE));
    }

    /** Writes out what is still held back. */
    static void stop() {
        ((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
    }

    private static LoggerContext fresh() {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        root(context).setLevel(Level.INFO);
        LIBRARIES.forEach((name, level) -> context.getLogger(name).setLevel(level));
        return context;
    }

    private static ch.qos.logback.classic.Logger root(LoggerContext context) {
        return context.getLogger(Logger.ROOT_LOGGER_NAME);
    }

    private static Appender<ILoggingEvent> terminal(LoggerContext context, String pattern) {
        var appender = new ConsoleAppender<ILoggingEvent>();
        appender.setTarget("System.err");
        return started(context, appender, pattern);
    }

    private static Appender<ILoggingEvent> file(LoggerContext context, Path path) {
        var appender = new RollingFileAppender<ILoggingEvent>();
        appender.setFile(path.toString());
        var rolling = new FixedWindowRollingPolicy();
        rolling.setContext(context);
        rolling.setParent(appender);
        rolling.setFileNamePattern(path + ".%i");
        rolling.setMaxIndex(KEPT_FILES);
        rolling.start();
        var trigger = new SizeBasedTriggeringPolicy<ILoggingEvent>();
        trigger.setContext(context);
        trigger.setMaxFileSize(FileSize.valueOf("20MB"));
        trigger.start();
        appender.setRollingPolicy(rolling);
        appender.setTriggeringPolicy(trigger);
        return started(context, appender, FILE_LINE);
    }

    private static Appender<ILoggingEvent> started(
            LoggerContext context, OutputStreamAppender<ILoggingEvent> appender, String pattern) {
        var encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(pattern);
        encoder.start();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.start();
        return appender;
    }
}
