package dev.logway.domain.resource;

/** Which part of a request consistent hashing looks at ({@code hash_on}). */
public enum HashOn {
    /** A variable, such as {@code remote_addr}. */
    VARS("a variable such as uri, remote_addr, arg_name, http_name or cookie_name"),
    /** A request header, by its name. */
    HEADER("the name of a header, at most 256 characters"),
    /** A cookie, by its name. */
    COOKIE("the name of a cookie, at most 256 characters"),
    /** The authenticated consumer; the client's address where there is none. */
    CONSUMER("none"),
    /** Variables within a text, such as {@code $host$remote_addr}. */
    VARS_COMBINATIONS("a text of at most 1024 characters with variables, such as $host$remote_addr");

    private static final int MAX_NAME = 256;

    private final String expected;

    HashOn(String expected) {
        this.expected = expected;
    }

    /** What a key must be, in words. */
    String expected() {
        return expected;
    }

    boolean takes(String key) {
        return switch (this) {
            case VARS -> RequestVariable.exists(key);
            case HEADER, COOKIE ->
                !key.isEmpty() && key.length() <= MAX_NAME && key.chars().allMatch(HashOn::isTokenCharacter);
            case CONSUMER -> false;
            case VARS_COMBINATIONS -> VariableText.isOne(key);
        };
    }

    /** RFC 9110, section 5.6.2. */
    private static boolean isTokenCharacter(int c) {
        return RequestVariable.isWordCharacter(c) || "!#$%&'*+-.^`|~".indexOf(c) >= 0;
    }
}
