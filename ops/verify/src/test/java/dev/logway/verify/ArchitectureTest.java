package dev.logway.verify;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The sections "Direction" and "Names" of the style, checked on the class files of every module. */
class ArchitectureTest {
    private static final String FIXTURE = "dev.logway.verify.fixture";
    private static JavaClasses production = new ClassFileImporter().importClasses();

    @BeforeAll
    static void readClassFiles() {
        production = Production.classes();
    }

    @Test
    void everyModuleIsLookedAt() {
        for (String module :
                List.of("domain", "wire", "log", "settings", "projector", "api", "edge", "standalone", "bench")) {
            assertTrue(
                    production.stream()
                            .anyMatch(type -> type.getPackageName().startsWith(Production.ROOT + "." + module)),
                    module);
        }
    }

    @TestFactory
    Stream<DynamicTest> productionCodeKeepsTheRules() {
        return rules(Production.ROOT).map(rule -> DynamicTest.dynamicTest(rule.name(), () -> rule.check(production)));
    }

    /** A rule that nothing can break shows nothing. */
    @TestFactory
    Stream<DynamicTest> everyRuleCanFail() {
        JavaClasses broken = new ClassFileImporter().importPackages(FIXTURE);
        return rules(FIXTURE)
                .map(rule -> DynamicTest.dynamicTest(
                        rule.name(), () -> assertThrows(AssertionError.class, () -> rule.check(broken))));
    }

    private static Stream<Rule> rules(String root) {
        return Stream.concat(new Direction(root).rules().stream(), new Conduct(root).rules().stream());
    }
}
