package dev.logway.domain.expression;

import static dev.logway.domain.Require.refusal;
import static dev.logway.domain.Require.require;

import java.util.Locale;

/**
 * What an expression looks at in a request: {@code uri}, {@code arg_page}, {@code http_x_api_version}.
 *
 * @param name of the argument, header, cookie, field or path; empty for a source that has only one value
 */
public record Variable(Source source, String name) {
    public static final int MAX_NAME = 256;

    private static final String EXPECTED =
            "arg_NAME, http_NAME, cookie_NAME, post_arg_NAME, post_arg.PATH, uri, host, remote_addr or request_method";

    /** Where a value comes from. */
    public enum Source {
        /** A parameter of the query, decoded; the first of its name. */
        ARGUMENT("arg_"),
        /** A header field; {@code _} stands for {@code -}. */
        HEADER("http_"),
        /** A cookie. */
        COOKIE("cookie_"),
        /** A field of a form in the body. */
        FORM_FIELD("post_arg_"),
        /** A value of a JSON body, by its path. */
        BODY_PATH("post_arg."),
        /** The normalised path. */
        URI("uri"),
        /** The host in lower case, without port. */
        HOST("host"),
        /** The client's address. */
        REMOTE_ADDRESS("remote_addr"),
        /** The method in capitals. */
        METHOD("request_method");

        private final String text;

        Source(String text) {
            this.text = text;
        }

        /** Whether there are several values, told apart by name. */
        public boolean isNamed() {
            return text.endsWith("_") || text.endsWith(".");
        }

        /** Whether the body has to be read to know the value. */
        public boolean isInBody() {
            return this == FORM_FIELD || this == BODY_PATH;
        }
    }

    /** @throws IllegalArgumentException if {@code text} is no variable */
    public static Variable parse(String text) {
        for (Source source : Source.values()) {
            if (source.isNamed() ? text.startsWith(source.text) : text.equals(source.text)) {
                return new Variable(source, text.substring(source.text.length()));
            }
        }
        throw refusal("vars", text, EXPECTED);
    }

    /** @throws IllegalArgumentException if there should be a name and is none, or the other way round */
    public Variable {
        if (source == Source.HEADER) {
            name = name.toLowerCase(Locale.ROOT).replace('-', '_');
        }
        require(
                source.isNamed() ? !name.isEmpty() && name.length() <= MAX_NAME : name.isEmpty(),
                "vars",
                source.text + name,
                source.isNamed() ? source.text + " with a name of 1 to 256 characters" : source.text);
        if (source == Source.BODY_PATH) {
            BodyPath.parse(name);
        }
    }

    @Override
    public String toString() {
        return source.text + name;
    }
}
