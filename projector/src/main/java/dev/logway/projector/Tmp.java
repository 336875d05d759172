package dev.logway.projector;

final class Tmp {
    private Tmp() {}
}
