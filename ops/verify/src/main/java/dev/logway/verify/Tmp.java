package dev.logway.verify;

final class Tmp {
    private Tmp() {}
}
