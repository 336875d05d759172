package dev.logway.tls;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** The little of DER (X.690) that wraps the older forms of private keys into PKCS #8 (RFC 5958). */
final class Der {
    private static final int INTEGER = 0x02;
    private static final int OCTET_STRING = 0x04;
    private static final int SEQUENCE = 0x30;
    private static final int PARAMETERS = 0xA0;
    private static final byte[] VERSION_0 = {INTEGER, 1, 0};

    /** rsaEncryption with NULL parameters (RFC 8017, appendix A.1). */
    private static final byte[] RSA = {
        0x06, 0x09, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 1, 1, 1, 5, 0
    };

    /** id-ecPublicKey (RFC 5480, section 2.1.1); its parameters are the curve. */
    private static final byte[] EC = {0x06, 0x07, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 2, 1};

    private Der() {}

    /** An RSAPrivateKey (RFC 8017, appendix A.1.2) in PKCS #8. */
    static byte[] pkcs8OfRsa(byte[] key) {
        return pkcs8(RSA, key);
    }

    /**
     * An ECPrivateKey (RFC 5915) in PKCS #8.
     *
     * @throws IllegalArgumentException if it names no curve
     */
    static byte[] pkcs8OfEc(byte[] key) {
        Element sequence = element(key, 0, SEQUENCE);
        for (int at = sequence.start; at < sequence.end; ) {
            Element element = element(key, at, key[at] & 0xFF);
            if ((key[at] & 0xFF) == PARAMETERS) {
                return pkcs8(joined(EC, Arrays.copyOfRange(key, element.start, element.end)), key);
            }
            at = element.end;
        }
        throw new IllegalArgumentException("the EC private key names no curve");
    }

    /** @param start where the content starts */
    private record Element(int start, int end) {}

    private static byte[] pkcs8(byte[] algorithm, byte[] key) {
        return wrapped(SEQUENCE, joined(VERSION_0, wrapped(SEQUENCE, algorithm), wrapped(OCTET_STRING, key)));
    }

    private static Element element(byte[] der, int at, int tag) {
        try {
            int length = der[at + 1] & 0xFF;
            int start = at + 2;
            if (length > 0x80) {
                int bytes = length & 0x7F;
                length = 0;
                for (int i = 0; i < bytes; i++) {
                    length = Math.addExact(Math.multiplyExact(length, 256), der[start++] & 0xFF);
                }
            }
            int end = Math.addExact(start, length);
            if ((der[at] & 0xFF) == tag && end <= der.length) {
                return new Element(start, end);
            }
        } catch (ArrayIndexOutOfBoundsException | ArithmeticException e) {
            throw new IllegalArgumentException("the private key is cut off", e);
        }
        throw new IllegalArgumentException("the private key is no DER");
    }

    private static byte[] wrapped(int tag, byte[] content) {
        var out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else {
            out.write(0x82);
            out.write(content.length >>> 8);
            out.write(content.length);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
