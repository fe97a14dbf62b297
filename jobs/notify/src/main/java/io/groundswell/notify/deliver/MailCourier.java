package io.groundswell.notify.deliver;

import io.groundswell.notify.incident.Announcement;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Sends announcements as mail, as text and as HTML, over a connection with TLS; without it only to hosts that are named. The
 * identity of a mail is that of the message, so mail programs show one that came twice once, and the turns of an incident as one
 * conversation.
 */
final class MailCourier implements Courier {

    private static final String CONNECT_MILLIS = "5000";
    private static final int TAKEN = 250;

    private final Channel channel;
    private final Map<String, String> environment;
    private final Duration patience;

    MailCourier(Channel channel, Map<String, String> environment, Duration patience) {
        this.channel = channel;
        this.environment = environment;
        this.patience = patience;
    }

    @Override
    public Answer carry(List<Announcement> announcements, Instant now) {
        try {
            URI address = Kept.address(channel, environment);
            new PublicAddresses(channel.allow()).resolve(address.getHost());
            for (Announcement announcement : announcements) {
                send(address, announcement, now);
            }
            return new Answer(TAKEN, Integer.toString(TAKEN), null);
        } catch (PublicAddresses.Refused e) {
            return Answer.none(e.getMessage());
        } catch (AuthenticationFailedException e) {
            return Answer.none("the server does not know user and password");
        } catch (MessagingException e) {
            return Answer.none("not taken: " + e.getClass().getSimpleName());
        } catch (IOException e) {
            return Answer.none(e.getClass() == IOException.class ? e.getMessage() : "the name is not known");
        }
    }

    private void send(URI server, Announcement announcement, Instant now) throws MessagingException, IOException {
        boolean secure = server.getScheme().equals("smtps");
        String protocol = server.getScheme();
        Properties properties = new Properties();
        String prefix = "mail." + protocol + ".";
        properties.put(prefix + "connectiontimeout", CONNECT_MILLIS);
        properties.put(prefix + "timeout", Long.toString(patience.toMillis()));
        properties.put(prefix + "writetimeout", Long.toString(patience.toMillis()));
        properties.put(prefix + "ssl.checkserveridentity", "true");
        properties.put(prefix + "starttls.enable", Boolean.toString(!secure));
        properties.put(
                prefix + "starttls.required",
                Boolean.toString(!secure && !channel.allow().contains(server.getHost())));
        Session session = Session.getInstance(properties);
        MimeMessage mail = written(session, announcement, now);
        String login = channel.secret() == null ? null : Kept.read(channel.secret(), environment);
        int colon = login == null ? -1 : login.indexOf(':');
        try (Transport transport = session.getTransport(protocol)) {
            transport.connect(
                    server.getHost(),
                    server.getPort(),
                    colon < 0 ? login : login.substring(0, colon),
                    colon < 0 ? null : login.substring(colon + 1));
            transport.sendMessage(mail, mail.getAllRecipients());
        }
    }

    private MimeMessage written(Session session, Announcement announcement, Instant now) throws MessagingException {
        MimeMessage mail = new Identified(session, identity(announcement.id()));
        mail.setFrom(new InternetAddress(channel.mail().sender()));
        for (String to : channel.mail().to()) {
            mail.addRecipient(jakarta.mail.Message.RecipientType.TO, new InternetAddress(to));
        }
        mail.setSubject(oneLine(announcement.headline()), "UTF-8");
        mail.setHeader("References", identity(announcement.incident()));
        mail.setHeader("Auto-Submitted", "auto-generated");
        mail.setSentDate(Date.from(now));
        MimeMultipart both = new MimeMultipart("alternative");
        both.addBodyPart(part(MailText.text(announcement), "plain"));
        both.addBodyPart(part(MailText.html(announcement), "html"));
        mail.setContent(both);
        mail.saveChanges();
        return mail;
    }

    /** Keeps the identity it is given; else every attempt would be another mail. */
    private static final class Identified extends MimeMessage {

        private final String identity;

        Identified(Session session, String identity) {
            super(session);
            this.identity = identity;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", identity);
        }
    }

    private static String identity(String id) {
        return "<" + id.replaceAll("[^A-Za-z0-9]", ".") + "@groundswell>";
    }

    /** What a header may hold: nobody writes another one by a line end in a name. */
    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }

    private static MimeBodyPart part(String text, String subtype) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(text, "UTF-8", subtype);
        return part;
    }

    @Override
    public void close() {
        // Each attempt has a connection of its own.
    }
}
