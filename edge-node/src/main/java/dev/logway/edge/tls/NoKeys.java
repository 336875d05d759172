package dev.logway.edge.tls;

import java.security.KeyStore;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactorySpi;
import javax.net.ssl.ManagerFactoryParameters;
import org.jspecify.annotations.Nullable;

/** A key manager factory without keys, for one that carries something else. */
final class NoKeys extends KeyManagerFactorySpi {
    @Override
    protected void engineInit(@Nullable KeyStore store, char @Nullable [] password) {}

    @Override
    protected void engineInit(ManagerFactoryParameters parameters) {}

    @Override
    protected KeyManager[] engineGetKeyManagers() {
        return new KeyManager[0];
    }
}
