package io.groundswell.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.groundswell.flow.Settings;
import io.groundswell.flow.SettingsProblem;
import io.groundswell.flow.StrictEnvironment;
import io.groundswell.flow.Topics;
import io.groundswell.flow.WallClock;
import io.groundswell.local.access.BrokerSetUp;
import io.groundswell.local.access.Duties;
import io.groundswell.local.access.Duty;
import io.groundswell.local.access.Right;
import io.groundswell.local.doctor.Finding;
import io.groundswell.local.doctor.KafkaExamination;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Users and rights on a real broker that lets in over TLS only and allows nothing that no rule allows. */
class SecuredKafkaTest {

    private static final Duties DUTIES = Duties.shipped();

    /** A missing right is told within this, on a busy machine. */
    private static final Duration AT_ONCE = Duration.ofSeconds(20);

    @TempDir
    static Path folder;

    private static SecuredKafka kafka;

    @BeforeAll
    static void a_broker_that_setup_made_ready() throws Exception {
        kafka = SecuredKafka.in(folder.resolve("kafka"), folder.resolve("secrets"));
        kafka.allow(duty("setup").rules());
        assertThat(setUp())
                .containsExactly(
                        "48 are there, 48 of them new",
                        rulesAre(rules() - duty("setup").rules().size()));
        fillEveryTopic();
    }

    @AfterAll
    static void no_broker() {
        kafka.close();
    }

    /** As its own user, who may do no more than its rules say. */
    private static List<String> setUp() throws Exception {
        try (Admin admin = Admin.create(kafka.as(duty("setup")).with(Map.of()))) {
            BrokerSetUp broker = new BrokerSetUp(admin);
            return List.of(broker.makeTopics(), broker.makeRules(DUTIES));
        }
    }

    private static int rules() {
        return DUTIES.all().stream().mapToInt(each -> each.rules().size()).sum();
    }

    private static String rulesAre(int fresh) {
        return rules() + " rules for 10 users are there, " + fresh + " of them new";
    }

    /** So that whoever reads has something to be refused. */
    private static void fillEveryTopic() throws Exception {
        kafka.allow(List.of(new Right(ResourceType.TOPIC, "*", AclOperation.WRITE).rule("groundswell-feeder")));
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                kafka.as(duty("feeder")).with(Map.of()), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (String topic : BrokerSetUp.topics()) {
                producer.send(new ProducerRecord<>(topic, new byte[] {1}, null)).get();
            }
        }
        kafka.forbid(new Right(ResourceType.TOPIC, "*", AclOperation.WRITE).rule("groundswell-feeder"));
    }

    private static Duty duty(String name) {
        return DUTIES.named(name).orElseThrow();
    }

    private static void start(Stage stage, Map<String, String> written) {
        Map<String, String> all = new HashMap<>(written);
        all.put("publish.indices.set-up", "false");
        // Nobody is there, which is no reason not to start.
        all.put("publish.elasticsearch", "http://127.0.0.1:9");
        Settings settings = Settings.of(all);
        stage.wiring().into(StrictEnvironment.of(settings), settings);
    }

    @Test
    void what_is_ready_stays_as_it_is() throws Exception {
        assertThat(setUp()).containsExactly("48 are there, 0 of them new", rulesAre(0));
    }

    static Stream<Stage> stages() {
        return Stages.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("stages")
    void a_job_starts_with_its_rights_and_with_any_one_less_says_at_once_which(Stage stage) throws Exception {
        Duty duty = duty(stage.name());
        start(stage, kafka.written(duty));
        for (Right right : duty.rights()) {
            AclBinding rule = ruleOf(duty, right);
            kafka.forbid(rule);
            Instant began = WallClock.now();
            SettingsProblem problem =
                    catchThrowableOfType(SettingsProblem.class, () -> start(stage, kafka.written(duty)));
            assertThat(problem).as("%s without %s", duty.name(), right).isNotNull();
            assertThat(problem.problems())
                    .as("%s without %s", duty.name(), right)
                    .isNotEmpty()
                    .allMatch(sentence -> sentence.contains(right.name().replace("*", ""))
                            && sentence.contains(right.operation().name()));
            assertThat(Duration.between(began, WallClock.now())).isLessThan(AT_ONCE);
            kafka.allow(List.of(rule));
        }
        start(stage, kafka.written(duty));
    }

    @ParameterizedTest
    @ValueSource(strings = {"feeder", "operator", "reader"})
    void people_read_and_write_with_their_rights_and_are_told_the_one_that_is_missing(String name) throws Exception {
        Duty duty = duty(name);
        Brokers brokers = kafka.as(duty);
        for (Right right : duty.rights()) {
            String topic = right.name().replace("feed.*", "feed.x");
            if (right.operation() == AclOperation.READ) {
                new TopicRecords(brokers, topic).each(record -> {});
                kafka.forbid(ruleOf(duty, right));
                assertThatThrownBy(() -> new TopicRecords(brokers, topic).each(record -> {}))
                        .isInstanceOf(Trouble.class)
                        .hasMessage("The topic " + topic
                                + " cannot be read from Kafka: this user has no right to the topic " + topic
                                + ": give it READ or WRITE there");
            } else if (right.operation() == AclOperation.WRITE) {
                write(brokers, topic);
                kafka.forbid(ruleOf(duty, right));
                assertThatThrownBy(() -> write(brokers, topic))
                        .isInstanceOf(Trouble.class)
                        .hasMessage("Kafka does not take it for topic " + topic
                                + ": this user has no right to the topic " + topic + ": give it READ or WRITE there");
            } else {
                continue;
            }
            kafka.allow(List.of(ruleOf(duty, right)));
        }
    }

    private static void write(Brokers brokers, String topic) throws Trouble {
        try (TopicWriter writer = new TopicWriter(brokers, topic)) {
            writer.write("\u0001", null);
            writer.finish();
        }
    }

    private static AclBinding ruleOf(Duty duty, Right right) {
        return duty.rules().get(duty.rights().indexOf(right));
    }

    @Test
    void a_wrong_password_another_authority_and_no_tls_are_told_apart() throws Exception {
        Path wrong = Files.writeString(folder.resolve("wrong.password"), "guess");
        Stage collect = Stages.ALL.get(0);
        Map<String, String> written = new HashMap<>(kafka.written(duty("collect")));

        written.put("kafka.password-file", wrong.toString());
        assertThatThrownBy(() -> start(collect, written))
                .isInstanceOf(SettingsProblem.class)
                .hasMessageEndingWith("it does not know this user by this password: look at 'kafka.user' and"
                        + " 'kafka.password-file'");
        written.putAll(kafka.written(duty("collect")));
        written.put("kafka.ca-file", kafka.certificates().stranger().toString());
        assertThatThrownBy(() -> start(collect, written))
                .isInstanceOf(SettingsProblem.class)
                .hasMessageEndingWith("its certificate is signed by nobody we trust, or is for another address:"
                        + " 'kafka.ca-file' names the authority");
        assertThatThrownBy(() ->
                        start(collect, Map.of("kafka.brokers", written.get("kafka.brokers"), "brands.patience", "2s")))
                .isInstanceOf(SettingsProblem.class)
                .hasMessageEndingWith(
                        "it does not answer: is it up, is that its address, and does it speak TLS where we do"
                                + " not, or the other way round?");
    }

    @Test
    void the_doctor_sees_what_a_duty_lacks_and_what_is_kept_wrongly() throws Exception {
        Duty operator = duty("operator");
        AclBinding brands = new Right(ResourceType.TOPIC, Topics.BRANDS, AclOperation.WRITE).rule(operator.user());
        Map<String, Object> client = kafka.as(operator).with(Map.of());
        assertThat(KafkaExamination.of(client, List.of(operator), WallClock::now))
                .extracting(Finding::state)
                .doesNotContain(Finding.State.FAILED);

        kafka.forbid(brands);
        kafka.admin().deleteTopics(List.of(Topics.LATE)).all().get();
        Instant tenMinutesAgo = WallClock.now().minus(Duration.ofMinutes(10));
        List<Finding> found = KafkaExamination.of(client, List.of(operator), () -> tenMinutesAgo);
        kafka.allow(List.of(brands));
        setUp();

        assertThat(found)
                .filteredOn(finding -> finding.state() == Finding.State.FAILED)
                .containsExactly(
                        new Finding(
                                Finding.State.FAILED,
                                "Kafka: rights of operator",
                                "this user may not write the topic brands",
                                "give it WRITE on topic brands"),
                        new Finding(
                                Finding.State.FAILED,
                                "Kafka: topic late",
                                "is not there",
                                "groundswell setup makes it"),
                        new Finding(
                                Finding.State.FAILED,
                                "Kafka: clock",
                                "ahead of ours by 10 min",
                                "set both clocks by a time server (NTP)"));
    }

    @Test
    void a_folder_can_stand_for_a_stack_elsewhere() throws Exception {
        Path here = Files.createDirectories(folder.resolve("elsewhere"));
        StringBuilder settings = new StringBuilder();
        kafka.written(duty("operator"))
                .forEach((key, value) ->
                        settings.append(key).append(" = ").append(value).append('\n'));
        Files.writeString(here.resolve("stack.settings"), settings);
        Path brands = Files.writeString(
                folder.resolve("brands.yaml"), "brands:\n  - {id: kettle, name: Kettle, query: kettle}\n");

        assertThat(Ended.of("brands", "apply", brands, "--data", here).out()).isEqualTo("Brands: added kettle\n");
        assertThat(Ended.of("brands", "list", "--data", here).out()).isEqualTo("kettle\tKettle\tkettle\n");
        assertThat(Ended.of("up", "--data", here).err())
                .contains("stands for a stack that runs elsewhere, as stack.settings in it says");
    }
}
