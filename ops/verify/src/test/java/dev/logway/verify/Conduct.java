package dev.logway.verify;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaModifier.ABSTRACT;
import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNCHRONIZED;
import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.MonitorInstruction;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;

/**
 * What production code does not do, and how its classes are named and declared.
 *
 * @param root the package the rules are pointed at: Logway's, or that of code which breaks them
 */
record Conduct(String root) {
    private static final Pattern EMPTY_WORD =
            Pattern.compile(".*(Manager|Helper|Utils?|Impl|Base|Data|Info|Common)", Pattern.DOTALL);
    private static final Pattern EMPTY_PACKAGE =
            Pattern.compile(".*\\.(managers?|helpers?|utils?|impl|base|data|info|commons?)(\\..*)?");
    private static final Set<String> CLOCKS_AND_CHANCE =
            Set.of("now", "currentTimeMillis", "nanoTime", "randomUUID", "random", "systemUTC");

    List<Rule> rules() {
        return List.of(
                new Rule(
                        "nothing is synchronized",
                        classes().should(notHave("a synchronized method or block", Conduct::locks))),
                new Rule("no thread sleeps", noClasses().should().callMethodWhere(sleeps())),
                new Rule(
                        "only the command line prints",
                        noClasses()
                                .that(DescribedPredicate.not(resideInAnyPackage(root + ".standalone.cli..")))
                                .should()
                                .accessFieldWhere(prints())
                                .orShould()
                                .callMethodWhere(printsStackTraces())),
                new Rule(
                        "the domain reads no clock and draws no lots",
                        noClasses()
                                .that(resideInAnyPackage(root + ".domain.."))
                                .should()
                                .callMethodWhere(readsClockOrDrawsLots())),
                new Rule("names say something", classes().should(notHave("a name that says nothing", Conduct::names))),
                new Rule(
                        "classes are final until they are extended",
                        classes().should(notHave("subclasses it has not", Conduct::openness))),
                new Rule(
                        "every package is null-marked",
                        classes().should(notHave("nulls that nobody checks", Conduct::nullMarks))));
    }

    private static void locks(JavaClass type, BiConsumer<JavaClass, String> report) {
        for (JavaMethod method : type.getMethods()) {
            if (method.getModifiers().contains(SYNCHRONIZED)) {
                report.accept(type, method.getFullName() + " is synchronized");
            }
        }
        for (MethodModel method : ClassFile.of().parse(Production.bytes(type)).methods()) {
            method.code()
                    .filter(code -> code.elementStream().anyMatch(MonitorInstruction.class::isInstance))
                    .ifPresent(_ -> report.accept(
                            type,
                            type.getName() + "." + method.methodName().stringValue() + " has a synchronized block"));
        }
    }

    private static void names(JavaClass type, BiConsumer<JavaClass, String> report) {
        if (EMPTY_WORD.matcher(type.getSimpleName()).matches()
                || EMPTY_PACKAGE.matcher(type.getPackageName()).matches()) {
            report.accept(type, type.getName() + " is named after nothing that it is");
        }
    }

    private static void openness(JavaClass type, BiConsumer<JavaClass, String> report) {
        boolean isClosed = type.isInterface()
                || type.getModifiers().contains(FINAL)
                || type.getModifiers().contains(ABSTRACT)
                || type.isEnum()
                || type.isAnonymousClass()
                || isGenerated(type);
        if (!isClosed && type.getSubclasses().isEmpty()) {
            report.accept(type, type.getName() + " is not final, and nothing extends it");
        }
    }

    private static void nullMarks(JavaClass type, BiConsumer<JavaClass, String> report) {
        JavaPackage home = type.getPackage();
        if (!home.isAnnotatedWith(NullMarked.class) && !isGenerated(type)) {
            report.accept(type, "package " + home.getName() + " is not @NullMarked");
        }
    }

    private static boolean isGenerated(JavaClass type) {
        return type.getPackageName().endsWith(".wire.avro")
                || type.getPackageName().endsWith(".jmh_generated");
    }

    private static DescribedPredicate<JavaAccess<?>> sleeps() {
        return access(
                "Thread.sleep",
                access -> access.getTargetOwner().isEquivalentTo(Thread.class)
                        && access.getTarget().getName().equals("sleep"));
    }

    private static DescribedPredicate<JavaAccess<?>> prints() {
        return access(
                "System.out or System.err",
                access -> access.getTargetOwner().isEquivalentTo(System.class)
                        && Set.of("out", "err").contains(access.getTarget().getName()));
    }

    private static DescribedPredicate<JavaAccess<?>> printsStackTraces() {
        return access("printStackTrace", access -> access.getTarget().getName().equals("printStackTrace"));
    }

    private static DescribedPredicate<JavaAccess<?>> readsClockOrDrawsLots() {
        Set<Class<?>> owners = Set.of(System.class, Instant.class, Clock.class, UUID.class, Math.class, Random.class);
        return access(
                "a clock or lots",
                access -> owners.stream()
                                .anyMatch(owner -> access.getTargetOwner().isEquivalentTo(owner))
                        && CLOCKS_AND_CHANCE.contains(access.getTarget().getName()));
    }

    private static DescribedPredicate<JavaAccess<?>> access(String what, Predicate<JavaAccess<?>> accesses) {
        return new DescribedPredicate<>(what) {
            @Override
            public boolean test(JavaAccess<?> access) {
                return accesses.test(access);
            }
        };
    }

    private static ArchCondition<JavaClass> notHave(
            String what, BiConsumer<JavaClass, BiConsumer<JavaClass, String>> finder) {
        return new ArchCondition<>("not have " + what) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                finder.accept(type, (found, message) -> events.add(violated(found, message)));
            }
        };
    }
}
