package io.groundswell.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.groundswell.flow.Topics;
import io.groundswell.notify.deliver.Channel;
import io.groundswell.notify.deliver.ChannelsFile;
import io.groundswell.notify.deliver.Courier;
import io.groundswell.notify.incident.Announcement;
import io.groundswell.notify.incident.Announcement.Turn;
import io.groundswell.notify.incident.Course;
import io.groundswell.notify.incident.OwnedAlert;
import io.groundswell.testkit.ReceiverStub;
import io.groundswell.topics.Alert;
import io.groundswell.topics.AlertTier;
import io.groundswell.topics.Incident;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** What people read of the story's incident when it is called a crisis, on each channel that is for people. */
final class StoryMessages {

    private final Incident incident;
    private final List<Announcement> course;
    private final Path folder;

    /** @param folder for a file of channels, and for the mail as a page to look at */
    StoryMessages(String brokers, Path folder) throws Exception {
        this.folder = folder;
        Collection<Alert> alerts = new TopicRecords(Brokers.open(brokers), Topics.ALERTS)
                .newest(Alert.class, key -> true, Alert::getRevision)
                .values();
        incident = new TopicRecords(Brokers.open(brokers), Topics.INCIDENTS)
                .newest(Incident.class, key -> true, Incident::getRevision).values().stream()
                        .filter(one -> one.getTier() == AlertTier.CRISIS)
                        .findFirst()
                        .orElseThrow();
        course = Course.of(
                incident.getId(),
                alerts.stream()
                        .filter(alert -> incident.getAlerts().contains(alert.getId()))
                        .map(alert -> new OwnedAlert(alert, incident.getOwner()))
                        .toList());
    }

    String told() throws Exception {
        StringBuilder told = new StringBuilder("What people read of the incident.\n");
        told.append("\n== on the console, by groundswell incidents\n\n").append(console());
        Announcement crisis = course.stream()
                .filter(turn -> turn.what() == Turn.CRISIS)
                .findFirst()
                .orElseThrow();
        ScheduledExecutorService alarms = Executors.newSingleThreadScheduledExecutor();
        GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        try (ReceiverStub slack = new ReceiverStub()) {
            Path channels = Files.writeString(
                    folder.resolve("channels.yaml"),
                    """
                    - {channel: team, slack: '%s', allow: [127.0.0.1]}
                    - channel: board
                      email: smtp://127.0.0.1:%d
                      sender: groundswell@example.com
                      to: [board@example.com]
                      allow: [127.0.0.1]
                    """
                            .formatted(slack.address(), mail.getSmtp().getPort()));
            for (Channel channel : ChannelsFile.read(channels)) {
                try (Courier courier = Courier.to(channel, Map.of(), alarms, Duration.ofSeconds(20))) {
                    courier.carry(List.of(crisis), crisis.at());
                }
            }
            ObjectMapper json = new ObjectMapper();
            told.append("\n== by Slack\n\n")
                    .append(json.writerWithDefaultPrettyPrinter()
                            .writeValueAsString(
                                    json.readTree(slack.received().get(0).body())))
                    .append('\n');
            MimeMessage received = mail.getReceivedMessages()[0];
            MimeMultipart both = (MimeMultipart) received.getContent();
            String page = both.getBodyPart(1).getContent().toString();
            Files.writeString(folder.resolve("mail.html"), page);
            told.append("\n== by mail, as text\n\nSubject: ")
                    .append(received.getSubject())
                    .append("\n\n")
                    .append(both.getBodyPart(0).getContent().toString().replace("\r\n", "\n"))
                    .append("\n== by mail, as a page\n\n")
                    .append(page.replace("\r\n", "\n"))
                    .append('\n');
        } finally {
            mail.stop();
            alarms.shutdownNow();
        }
        return told.toString();
    }

    private String console() {
        return String.join("\n", IncidentLines.of(incident, List.of())) + "\n";
    }
}
