package dev.logway.domain;
import org.junit.jupiter.api.Test;
final class TmpTest { @Test void t() {} }
