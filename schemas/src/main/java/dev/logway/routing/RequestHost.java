package dev.logway.routing;

import java.util.Locale;

/** Hosts as routing compares them: lower case, without port and without the dot of a full name. */
public final class RequestHost {
    private RequestHost() {}

    /** The host of an authority such as {@code Example.com:8080}; an IPv6 address keeps its brackets. */
    public static String of(String authority) {
        int end = authority.length();
        int colon = authority.lastIndexOf(':');
        if (colon >= 0 && authority.indexOf(']', colon) < 0) {
            end = colon;
        }
        if (end > 1 && authority.charAt(end - 1) == '.') {
            end--;
        }
        // Both answer the string itself where there is nothing to change.
        return authority.substring(0, end).toLowerCase(Locale.ROOT);
    }

    /**
     * Whether {@code authority} may stand in a Host field: a host with an optional port (RFC 9110, section 7.2), without
     * user information. An empty one may.
     */
    public static boolean isAuthority(String authority) {
        for (int i = 0; i < authority.length(); i++) {
            char c = authority.charAt(i);
            boolean unreserved = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!unreserved && "-._~%!$&'()*+;=:[]".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }
}
