package dev.logway.standalone;

final class Tmp {
    private Tmp() {}
}
