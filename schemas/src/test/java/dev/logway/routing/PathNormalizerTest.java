package dev.logway.routing;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathNormalizerTest {
    private static @Nullable String path(String sent) {
        var target = RequestTarget.parse(sent);
        return target == null ? null : target.path();
    }

    @ParameterizedTest
    @CsvSource({
        "/, /",
        "/a/b, /a/b",
        "/a//b, /a//b",
        "/a/b/c/./../../g, /a/g",
        "/./a, /a",
        "/../a, /a",
        "/a/.., /",
        "/a/b/.., /a/",
        "/a/., /a/",
        "/a/./, /a/",
        "/..., /...",
        "/.a/..b, /.a/..b",
        "/a//../b, /a/b",
        "/%61, /a",
        "/a%2Fb, /a%2Fb",
        "/a%2fb, /a%2Fb",
        "/a%252Fb, /a%252Fb",
        "/a%2525, /a%25",
        "/100%25, /100%",
        "/a/%2e%2E/b, /b",
        "/a/%2e%2e%2fb, /a/..%2Fb",
        "/caf%C3%A9, /café",
        "/a%20b, /a b",
        "/a?b=/../%zz, /a",
        "/%3Fx, /?x",
    })
    void pathsAreNormalised(String sent, String normal) {
        assertEquals(normal, path(sent));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%", "/%4", "/%zz", "/a%g0", "/%00", "/%-1", "", "a", "/a b", "/a\tb", "/a#b", "/\u007f"})
    void malformedTargetsAreRefused(String sent) {
        assertNull(path(sent));
    }

    @Test
    void aPlainPathIsNotCopied() {
        String sent = "/a/b.c/d-e~f";
        assertSame(sent, path(sent));
    }

    @Test
    void bytesBeyondAsciiAreUtf8() {
        String onTheWire = new String("/café?é".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        var target = requireNonNull(RequestTarget.parse(onTheWire));
        assertEquals("/café", target.path());
        assertEquals("/café?é", target.uri());
        assertNull(RequestTarget.parse("/\u00e9"));
    }

    @ParameterizedTest
    @CsvSource({
        "http://a.com/b?c, a.com, /b?c, /b",
        "HTTPS://a.com:1, a.com:1, /, /",
        "http://a.com?c, a.com, /?c, /",
        "http://a.com/b/../c, a.com, /b/../c, /c",
    })
    void theAbsoluteFormIsTakenApart(String sent, String authority, String uri, String path) {
        assertEquals(new RequestTarget(uri, path, authority), RequestTarget.parse(sent));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://a.com/", "http:///a", "http://", "a.com:443", "**", "?a", "://a"})
    void otherFormsAreRefused(String sent) {
        assertNull(RequestTarget.parse(sent));
    }

    @Test
    void theAsteriskFormStays() {
        assertEquals(new RequestTarget("*", "*", null), RequestTarget.parse("*"));
    }

    @ParameterizedTest
    @CsvSource({
        "Example.COM, example.com",
        "a.com:8080, a.com",
        "a.com., a.com",
        "a.com.:80, a.com",
        "[::1]:80, [::1]",
        "[::1], [::1]",
        "'', ''",
    })
    void hostsLoseCaseAndPort(String authority, String host) {
        assertEquals(host, RequestHost.of(authority));
    }
}
