package dev.logway.bench;

final class Tmp {
    private Tmp() {}
}
