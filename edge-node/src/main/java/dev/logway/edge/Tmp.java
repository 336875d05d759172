package dev.logway.edge;

final class Tmp {
    private Tmp() {}
}
