package io.groundswell.notify;

import io.groundswell.flow.BrandsHeard;
import io.groundswell.flow.HearsBrands;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.topics.Brand;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Takes what concerns a brand to its company, and says which department answers for it, as the brands file has it at that moment.
 *
 * <p>State (broadcast): the brands, see {@link BrandsHeard}. What cannot be used leaves as a dead letter.
 */
final class TakeToCompanies extends BroadcastProcessFunction<News, KafkaRecord, News> implements HearsBrands {

    private static final String ANY = "any";

    private final BrandsHeard brands;

    TakeToCompanies(BrandsHeard brands) {
        this.brands = brands;
    }

    @Override
    public BrandsHeard brands() {
        return brands;
    }

    @Override
    public void processElement(News news, ReadOnlyContext context, Collector<News> out) {
        Optional<Brand> brand = brands.of(news.company());
        String company = brand.map(Brand::getCompany).orElse(news.company());
        String owner = news.alert() == null
                ? null
                : brand.map(known -> owner(
                                known.getOwners(),
                                news.alert().getSignal().name().toLowerCase(Locale.ROOT)))
                        .orElse(null);
        out.collect(new News(company, owner, news.alert(), news.response(), news.action()));
    }

    private static String owner(Map<String, String> owners, String signal) {
        return owners.getOrDefault(signal, owners.get(ANY));
    }

    @Override
    public void processBroadcastElement(KafkaRecord record, Context context, Collector<News> out) throws Exception {
        // Rules hear of every brand, too, and tell what cannot be read.
        brands.hear(record, context.getBroadcastState(BrandsHeard.STATE));
    }
}
