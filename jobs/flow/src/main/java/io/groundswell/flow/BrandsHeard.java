package io.groundswell.flow;

import io.groundswell.topics.Brand;
import io.groundswell.topics.BrandRule;
import io.groundswell.topics.Campaign;
import io.groundswell.topics.OpenHours;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.runtime.state.FunctionInitializationContext;

/**
 * The brands as an operator knows them that hears of them by broadcast: at a fresh start those handed in, after a restart those
 * of the checkpoint, and from then on as the topic tells. What cannot be read changes nothing.
 *
 * <p>State (broadcast, {@link #STATE}): the brands by id, for as long as they are not removed.
 */
public final class BrandsHeard implements Serializable {

    private static final long serialVersionUID = 1L;

    public static final MapStateDescriptor<String, Brand> STATE =
            new MapStateDescriptor<>("brands", Types.STRING, new AvroTypeInfo<>(Brand.class));

    /** So that the days it is compared with are still remembered when it is written down. */
    public static final int MOST_CAMPAIGN_DAYS = 92;

    private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final int DAYS = 7;
    private static final int MINUTES_OF_DAY = 1440;

    private final ArrayList<KafkaRecord> known;

    private transient AvroMessages<Brand> messages;
    private transient Map<String, Brand> brands;
    private transient boolean restored;

    /** @param known the topic of brands as it is when the job starts */
    public BrandsHeard(List<KafkaRecord> known) {
        this.known = new ArrayList<>(known);
    }

    /** What a record says cannot be used. Not an error of the job. */
    private static final class Unusable extends Exception {

        private static final long serialVersionUID = 1L;

        private Unusable(String message) {
            super(message);
        }
    }

    /** To be called before anything is heard. */
    public void restore(FunctionInitializationContext context) throws Exception {
        messages = AvroMessages.of(Brand.class);
        brands = new TreeMap<>();
        restored = context.isRestored();
        BroadcastState<String, Brand> state = context.getOperatorStateStore().getBroadcastState(STATE);
        if (restored) {
            for (Map.Entry<String, Brand> brand : state.immutableEntries()) {
                brands.put(brand.getKey(), brand.getValue());
            }
            return;
        }
        for (KafkaRecord record : known) {
            try {
                learn(record, state);
            } catch (Unusable e) {
                // The running job meets it too, and has a door for it.
            }
        }
    }

    /**
     * Learns what a record of the topic tells.
     *
     * @return why it cannot be used, if it cannot; each subtask hears of it, so one of them should tell
     */
    public Optional<String> hear(KafkaRecord record, BroadcastState<String, Brand> state) throws Exception {
        try {
            if (!restored && isOldNews(record)) {
                // What cannot be used has to be told once all the same.
                read(record);
            } else {
                learn(record, state);
            }
            return Optional.empty();
        } catch (Unusable e) {
            return Optional.of(e.getMessage());
        }
    }

    /** By id. */
    public Map<String, Brand> all() {
        return Collections.unmodifiableMap(brands);
    }

    public Optional<Brand> of(String id) {
        return Optional.ofNullable(brands.get(id));
    }

    /** Whether what was handed in reaches further: an older definition must not come back for a moment. */
    private boolean isOldNews(KafkaRecord record) {
        return known.stream()
                .anyMatch(each -> each.topic().equals(record.topic())
                        && each.partition() == record.partition()
                        && each.offset() >= record.offset());
    }

    /** A record without a value removes the brand that is its key. */
    private Brand read(KafkaRecord record) throws Unusable {
        if (record.value() == null) {
            return Brand.newBuilder()
                    .setId(record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8))
                    .setName("")
                    .setQuery("")
                    .setRemoved(true)
                    .build();
        }
        try {
            Brand brand = messages.decode(record.value());
            check(brand);
            return brand;
        } catch (AvroMessages.Unreadable e) {
            throw new Unusable("not a Brand: " + e.getMessage());
        }
    }

    /** What the brands file would have refused, and whoever reads it later could not work with. */
    private static void check(Brand brand) throws Unusable {
        try {
            ZoneId.of(brand.getTimeZone());
        } catch (DateTimeException e) {
            throw new Unusable("brand " + brand.getId() + " has an unknown time zone: " + brand.getTimeZone());
        }
        if (brand.getCompany() != null && !SLUG.matcher(brand.getCompany()).matches()) {
            throw new Unusable("brand " + brand.getId() + " has a company that is no slug: " + brand.getCompany());
        }
        for (Campaign campaign : brand.getCampaigns()) {
            check(brand.getId(), campaign);
        }
        for (BrandRule rule : brand.getAlerts()) {
            for (RuleForms.Problem problem : RuleForms.problems(rule)) {
                throw new Unusable("brand " + brand.getId() + " has a rule " + rule.getName() + " whose "
                        + problem.key() + " " + problem.sentence());
            }
        }
        if (brand.getAnswers() != null) {
            for (OpenHours hours : brand.getAnswers().getHours()) {
                boolean ofADay = hours.getDay() >= 1
                        && hours.getDay() <= DAYS
                        && hours.getFrom() >= 0
                        && hours.getFrom() < hours.getTo()
                        && hours.getTo() <= MINUTES_OF_DAY;
                if (!ofADay) {
                    throw new Unusable("brand " + brand.getId() + " has opening hours of no day: " + hours);
                }
            }
        }
    }

    private static void check(String brand, Campaign campaign) throws Unusable {
        long days = ChronoUnit.DAYS.between(campaign.getFrom(), campaign.getTo()) + 1;
        if (days < 1 || days > MOST_CAMPAIGN_DAYS) {
            throw new Unusable("brand " + brand + " has a campaign of " + days + " days: " + campaign.getId());
        }
    }

    private void learn(KafkaRecord record, BroadcastState<String, Brand> state) throws Exception {
        Brand brand = read(record);
        if (brand.getRemoved()) {
            state.remove(brand.getId());
            brands.remove(brand.getId());
        } else {
            state.put(brand.getId(), brand);
            brands.put(brand.getId(), brand);
        }
    }
}
