package io.groundswell.local.brief;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * A brief as one page of HTML that needs nothing else: style, script and numbers are in it, it asks nobody for anything,
 * and its policy tells the browser so.
 *
 * <p>The templates are jte's: they become classes that the compiler checks, and whatever comes from outside is escaped for
 * where it stands without anybody having to think of it. The charts are uPlot's: 50 kB, so that the page can be sent, and
 * no style in its elements that such a policy would refuse.
 */
public final class BriefPage {

    private static final String WEBJAR = "/META-INF/resources/webjars/uplot/";

    private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);
    private final Assets assets = Assets.read();

    /** What the page brings along; the licence stands where its text is. */
    private record Assets(String style, String script, String chartsVersion) {

        static Assets read() {
            Properties uplot = new Properties();
            try (InputStream in = open("/META-INF/maven/org.webjars.npm/uplot/pom.properties")) {
                uplot.load(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            String version = uplot.getProperty("version");
            String library = WEBJAR + version;
            return new Assets(
                    text(library + "/dist/uPlot.min.css") + "\n" + text("/brief/brief.css"),
                    "/*\n" + text(library + "/LICENSE") + "*/\n" + text(library + "/dist/uPlot.iife.min.js") + "\n"
                            + text("/brief/brief.js"),
                    version);
        }

        private static String text(String resource) {
            try (InputStream in = open(resource)) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r", "");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static InputStream open(String resource) throws IOException {
            InputStream in = BriefPage.class.getResourceAsStream(resource);
            if (in == null) {
                throw new IOException("The class path has no " + resource + ".");
            }
            return in;
        }
    }

    /**
     * What the templates see.
     *
     * @param policy of the browser towards this page
     * @param live whether somebody serves it who knows newer ones
     */
    public record View(
            Brief brief,
            InWords say,
            String sentence,
            String chartData,
            String style,
            String script,
            String chartsVersion,
            String policy,
            boolean live) {}

    /** @param live whether the page is served, and may ask for itself again */
    public String of(Brief brief, boolean live) {
        InWords say = new InWords(brief.span());
        StringOutput page = new StringOutput();
        templates.render(
                "brief.jte",
                new View(
                        brief,
                        say,
                        Sentence.of(brief, say),
                        ChartData.of(brief, say).toJson(),
                        assets.style(),
                        assets.script(),
                        assets.chartsVersion(),
                        policy(live),
                        live),
                page);
        return page.toString();
    }

    /** A page that names each brand with the way to its brief. */
    public String of(List<Brief.Listened> brands) {
        StringOutput page = new StringOutput();
        templates.render(
                "brands.jte", Map.of("brands", brands, "style", assets.style(), "policy", policy(false)), page);
        return page.toString();
    }

    /** The script and the style that are in the page, by their digests, and nothing else whatever. */
    String policy(boolean live) {
        return "default-src 'none'; script-src '" + digest(assets.script()) + "'; style-src '" + digest(assets.style())
                + "'; " + (live ? "connect-src 'self'; " : "") + "base-uri 'none'; form-action 'none'";
    }

    private static String digest(String text) {
        try {
            return "sha256-"
                    + Base64.getEncoder()
                            .encodeToString(
                                    MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java knows SHA-256", e);
        }
    }
}
