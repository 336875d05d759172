package dev.logway.tls;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The blocks of a PEM text (RFC 7468). What stands between them is explanation, and skipped. */
final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,64})-----([A-Za-z0-9+/=\\s]*)-----END ([A-Z0-9 ]{1,64})-----");

    private Pem() {}

    /** @param label such as {@code CERTIFICATE} */
    record Block(String label, byte[] der) {}

    /** @throws IllegalArgumentException if a block is not whole, or holds no Base64 */
    static List<Block> blocks(String text) {
        var blocks = new ArrayList<Block>();
        Matcher matcher = BLOCK.matcher(text);
        int begins = 0;
        for (int at = text.indexOf("-----BEGIN "); at >= 0; at = text.indexOf("-----BEGIN ", at + 1)) {
            begins++;
        }
        while (matcher.find()) {
            if (!matcher.group(1).equals(matcher.group(3))) {
                throw new IllegalArgumentException(
                        "a PEM block begins as " + matcher.group(1) + " and ends as another");
            }
            String base64 = matcher.group(2).replaceAll("\\s", "");
            try {
                blocks.add(new Block(matcher.group(1), Base64.getDecoder().decode(base64)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("a PEM block holds no Base64", e);
            }
        }
        if (blocks.size() != begins) {
            throw new IllegalArgumentException("a PEM block is not whole, or holds what is no Base64");
        }
        return blocks;
    }
}
