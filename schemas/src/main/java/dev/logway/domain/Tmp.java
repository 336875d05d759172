package dev.logway.domain;
final class Tmp { private Tmp() {} }
