package dev.logway.edge.tls;

import java.security.cert.CertificateException;

/** A node whose certificate proves nothing. The message goes on where "certificate of NODE" ends. */
public final class UntrustedNodeException extends CertificateException {
    private static final long serialVersionUID = 1L;

    UntrustedNodeException(String message, CertificateException cause) {
        super(message, cause);
    }
}
