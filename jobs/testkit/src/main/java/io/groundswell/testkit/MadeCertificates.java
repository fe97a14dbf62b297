package io.groundswell.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** An authority of a test's own and what it signs for 127.0.0.1, by the JDK's keytool, as PEM files in one folder. */
public final class MadeCertificates {

    private static final String PASSWORD = "of-this-folder-only";
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

    private final Path folder;

    private MadeCertificates(Path folder) {
        this.folder = folder;
    }

    public static MadeCertificates in(Path folder) throws IOException {
        Files.createDirectories(folder);
        MadeCertificates made = new MadeCertificates(folder);
        made.keytool("-genkeypair", "-alias", "authority", "-dname", "CN=Invented Authority", "-ext", "bc:c");
        made.keytool(
                "-genkeypair",
                "-alias",
                "server",
                "-signer",
                "authority",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "san=ip:127.0.0.1");
        made.keytool("-genkeypair", "-alias", "stranger", "-dname", "CN=Somebody Else", "-ext", "bc:c");
        made.write();
        return made;
    }

    /** Who signed. */
    public Path authority() {
        return folder.resolve("authority.pem");
    }

    /** Another authority, which signed nothing of ours. */
    public Path stranger() {
        return folder.resolve("stranger.pem");
    }

    public Path certificate() {
        return folder.resolve("server.crt");
    }

    public Path key() {
        return folder.resolve("server.key");
    }

    /** Key and certificate in one file. */
    public Path both() {
        return folder.resolve("server.pem");
    }

    private void write() throws IOException {
        try (InputStream file = Files.newInputStream(store())) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(file, PASSWORD.toCharArray());
            String certificate =
                    pem("CERTIFICATE", store.getCertificate("server").getEncoded());
            String key = pem(
                    "PRIVATE KEY",
                    store.getKey("server", PASSWORD.toCharArray()).getEncoded());
            Files.writeString(
                    authority(),
                    pem("CERTIFICATE", store.getCertificate("authority").getEncoded()));
            Files.writeString(
                    stranger(),
                    pem("CERTIFICATE", store.getCertificate("stranger").getEncoded()));
            Files.writeString(certificate(), certificate);
            Files.writeString(key(), key);
            Files.writeString(both(), key + certificate);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static String pem(String what, byte[] bytes) {
        return "-----BEGIN " + what + "-----\n" + LINES.encodeToString(bytes) + "\n-----END " + what + "-----\n";
    }

    private Path store() {
        return folder.resolve("store.p12");
    }

    private void keytool(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(words));
        command.addAll(List.of(
                "-keystore",
                store().toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "3650"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException("keytool: " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
