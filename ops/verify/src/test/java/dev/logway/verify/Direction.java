package dev.logway.verify;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who may know whom, from the style's section of this name.
 *
 * @param root the package the rules are pointed at: Logway's, or that of code which breaks them
 */
record Direction(String root) {
    private static final String[] PURE_JAVA = {
        "java.lang",
        "java.lang.annotation",
        "java.lang.invoke",
        "java.lang.runtime",
        "java.time",
        "java.util",
        "java.util.function",
        "java.util.regex",
        "java.util.stream",
        "org.jspecify.annotations"
    };
    private static final List<String> MODULES = List.of("projector", "api", "edge", "standalone", "bench");

    /** The packages whose classes read or write a topic, or run Kafka itself. */
    private static final List<String> KAFKA_ADAPTERS = List.of(
            "log",
            "projector",
            "projector.topology",
            "api.log",
            "edge.fleet",
            "edge.sampling",
            "standalone..",
            "bench..");

    List<Rule> rules() {
        return List.of(
                new Rule(
                        "the domain knows the JDK's lang, util and time, and itself",
                        classes()
                                .that(in("domain.."))
                                .should()
                                .onlyDependOnClassesThat(
                                        resideInAnyPackage(PURE_JAVA).or(in("domain..")))),
                new Rule(
                        "Avro stays in wire",
                        noClasses()
                                .that(outside("wire", "wire.avro"))
                                .should()
                                .dependOnClassesThat(
                                        resideInAPackage("org.apache.avro..").or(in("wire.avro")))),
                new Rule(
                        "Kafka Streams stays in the projector and its topology",
                        noClasses()
                                .that(outside("projector", "projector.topology"))
                                .should()
                                .dependOnClassesThat(resideInAPackage("org.apache.kafka.streams.."))),
                new Rule(
                        "Kafka's clients stay in the adapters that read or write a topic",
                        noClasses()
                                .that(outside(KAFKA_ADAPTERS.toArray(String[]::new)))
                                .should()
                                .dependOnClassesThat(kafkaClients())),
                new Rule(
                        "routing knows no Vert.x",
                        noClasses()
                                .that(in("routing.."))
                                .should()
                                .dependOnClassesThat(resideInAnyPackage("io.vertx..", "io.netty.."))),
                new Rule(
                        "packages have no cycles",
                        slices().matching(root + ".(**)").should().beFreeOfCycles()),
                apart("projector", "api", "edge", "standalone", "bench"),
                apart("api", "projector", "edge", "standalone", "bench"),
                apart("edge", "projector", "api", "standalone", "bench"),
                apart("standalone", "bench"),
                new Rule(
                        "what all modules share depends on none of them",
                        noClasses()
                                .that(outside(MODULES.stream()
                                        .map(module -> module + "..")
                                        .toArray(String[]::new)))
                                .should()
                                .dependOnClassesThat(in(MODULES.stream()
                                        .map(module -> module + "..")
                                        .toArray(String[]::new)))));
    }

    private Rule apart(String module, String... others) {
        return new Rule(
                module + " never depends on " + String.join(", ", others),
                noClasses()
                        .that(in(module + ".."))
                        .should()
                        .dependOnClassesThat(
                                in(Stream.of(others).map(other -> other + "..").toArray(String[]::new))));
    }

    /** Kafka's classes, apart from the definitions of settings, which every process has. */
    private static DescribedPredicate<JavaClass> kafkaClients() {
        return resideInAnyPackage("org.apache.kafka.clients..", "org.apache.kafka.common..")
                .and(DescribedPredicate.not(resideInAPackage("org.apache.kafka.common.config..")))
                .as("are Kafka's clients");
    }

    private DescribedPredicate<JavaClass> in(String... packages) {
        return resideInAnyPackage(
                Stream.of(packages).map(name -> root + "." + name).toArray(String[]::new));
    }

    private DescribedPredicate<JavaClass> outside(String... packages) {
        return DescribedPredicate.not(in(packages));
    }
}
