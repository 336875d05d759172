package dev.logway.api;

final class Tmp {
    private Tmp() {}
}
