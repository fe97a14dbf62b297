package io.groundswell.engines;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.Map;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * An Elasticsearch that answers over TLS only and asks everybody who they are.
 *
 * @param certificate PEM file of the server's certificate
 * @param key PEM file of its private key
 * @param authority PEM file of who signed the certificate
 * @param administrator who may do everything
 */
public record ElasticsearchSecurity(Path certificate, Path key, Path authority, String administrator, String password) {

    private static final int ROUNDS = 10_000;
    private static final int SALT_BYTES = 32;
    private static final int HASH_BITS = 256;

    Map<String, String> settings() {
        return Map.of(
                "xpack.security.enabled", "true",
                "xpack.security.http.ssl.enabled", "true",
                "xpack.security.http.ssl.certificate", "http.crt",
                "xpack.security.http.ssl.key", "http.key",
                "xpack.security.authc.api_key.enabled", "true");
    }

    /** What the server looks for beside its settings. */
    void writeInto(Path configuration) throws IOException {
        Files.copy(certificate, configuration.resolve("http.crt"), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(key, configuration.resolve("http.key"), StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(configuration.resolve("users"), administrator + ":" + hash(password) + "\n");
        Files.writeString(configuration.resolve("users_roles"), "superuser:" + administrator + "\n");
    }

    private static String hash(String password) {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        try {
            byte[] hash = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                    .generateSecret(new PBEKeySpec(password.toCharArray(), salt, ROUNDS, HASH_BITS))
                    .getEncoded();
            Base64.Encoder base64 = Base64.getEncoder();
            return "{PBKDF2}" + ROUNDS + "$" + base64.encodeToString(salt) + "$" + base64.encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Trusts the authority and nobody else. */
    SSLContext trust() throws IOException {
        try (InputStream pem = Files.newInputStream(authority)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry(
                    "authority", CertificateFactory.getInstance("X.509").generateCertificate(pem));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("the authority " + authority + " cannot be used: " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return "ElasticsearchSecurity of " + administrator;
    }
}
