package dev.logway.verify;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;

/**
 * A rule with a name to find it by.
 *
 * @param name the claim
 */
record Rule(String name, ArchRule rule) {

    /** @throws AssertionError if some of {@code classes} break it, naming each */
    void check(JavaClasses classes) {
        rule.check(classes);
    }
}
