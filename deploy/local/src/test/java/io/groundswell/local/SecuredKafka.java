package io.groundswell.local;

import io.groundswell.engines.BrokerSecurity;
import io.groundswell.engines.KafkaBroker;
import io.groundswell.flow.Settings;
import io.groundswell.local.access.Duties;
import io.groundswell.local.access.Duty;
import io.groundswell.testkit.MadeCertificates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;

/** A broker behind TLS, that lets in a user for every duty, and allows nobody anything at first. */
final class SecuredKafka implements AutoCloseable {

    /** Stands in every password, and may stand nowhere else. */
    static final String CANARY = "kafkaCanary7d1f40";

    private static final String ADMINISTRATOR = "administrator";
    private static final int ROUNDS = 4096;

    private final Path secrets;
    private final MadeCertificates certificates;
    private final KafkaBroker broker;
    private final Admin admin;

    private SecuredKafka(Path secrets, MadeCertificates certificates, KafkaBroker broker, Admin admin) {
        this.secrets = secrets;
        this.certificates = certificates;
        this.broker = broker;
        this.admin = admin;
    }

    /** @param secrets a folder of its own, for passwords and keys */
    static SecuredKafka in(Path data, Path secrets) throws Exception {
        MadeCertificates certificates = MadeCertificates.in(secrets);
        String password = CANARY + "-administrator";
        KafkaBroker broker = KafkaBroker.secured(
                data, new BrokerSecurity(certificates.both(), certificates.authority(), ADMINISTRATOR, password));
        Admin admin = Admin.create(new Brokers(
                        broker.brokers(),
                        text(BrokerSecurity.client(certificates.authority(), ADMINISTRATOR, password)))
                .with(Map.of()));
        SecuredKafka kafka = new SecuredKafka(secrets, certificates, broker, admin);
        List<UserScramCredentialAlteration> users = new ArrayList<>();
        for (Duty duty : Duties.shipped().all()) {
            // What stands between quotes in a login must not end it.
            String own = "q\"b\\s-" + CANARY + "-" + duty.name();
            Files.writeString(kafka.passwordFile(duty), own + "\n");
            users.add(new UserScramCredentialUpsertion(
                    duty.user(), new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ROUNDS), own));
        }
        admin.alterUserScramCredentials(users).all().get();
        return kafka;
    }

    private static Map<String, String> text(Map<String, Object> properties) {
        Map<String, String> text = new TreeMap<>();
        properties.forEach((key, value) -> text.put(key, value.toString()));
        return text;
    }

    Admin admin() {
        return admin;
    }

    MadeCertificates certificates() {
        return certificates;
    }

    Path passwordFile(Duty duty) {
        return secrets.resolve(duty.name() + ".password");
    }

    /** What the user of a duty writes to get in. */
    Map<String, String> written(Duty duty) {
        return Map.of(
                "kafka.brokers", broker.brokers(),
                "kafka.user", duty.user(),
                "kafka.password-file", passwordFile(duty).toString(),
                "kafka.ca-file", certificates.authority().toString());
    }

    Brokers as(Duty duty) {
        return Brokers.of(Settings.of(written(duty)));
    }

    /** Returns when the broker goes by it. */
    void allow(Collection<AclBinding> rules) throws Exception {
        admin.createAcls(rules).all().get();
        while (!rulesNow().containsAll(rules)) {
            Thread.sleep(10);
        }
    }

    /** Returns when the broker goes by it. */
    void forbid(AclBinding rule) throws Exception {
        admin.deleteAcls(List.of(rule.toFilter())).all().get();
        while (rulesNow().contains(rule)) {
            Thread.sleep(10);
        }
    }

    Collection<AclBinding> rulesNow() throws Exception {
        return admin.describeAcls(AclBindingFilter.ANY).values().get();
    }

    @Override
    public void close() {
        admin.close();
        broker.close();
    }
}
