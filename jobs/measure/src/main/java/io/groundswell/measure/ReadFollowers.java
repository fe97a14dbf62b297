package io.groundswell.measure;

import io.groundswell.flow.BrandsHeard;
import io.groundswell.flow.DeadLetters;
import io.groundswell.flow.HearsBrands;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.flow.RecordReader;
import io.groundswell.measure.audience.FollowerCount;
import io.groundswell.topics.Audience;
import io.groundswell.topics.Brand;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keeps of what is told of an account its followers, and writes beside them the day they were counted on, which is that of the
 * brand. What cannot be read leaves as a dead letter.
 *
 * <p>State (broadcast): the brands, see {@link BrandsHeard}. What cannot be used was told by {@link ReadFacts}.
 */
final class ReadFollowers extends BroadcastProcessFunction<KafkaRecord, KafkaRecord, FollowerCount>
        implements HearsBrands {

    private final BrandsHeard brands;

    private transient RecordReader<Audience> reader;

    ReadFollowers(BrandsHeard brands) {
        this.brands = brands;
    }

    @Override
    public BrandsHeard brands() {
        return brands;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        reader = new RecordReader<>(MeasureTopology.STAGE, Audience.class);
        HearsBrands.super.initializeState(context);
    }

    @Override
    public void processElement(KafkaRecord record, ReadOnlyContext context, Collector<FollowerCount> out) {
        reader.read(record, letter -> context.output(DeadLetters.DOOR, letter))
                .flatMap(audience -> FollowerCount.of(audience, zoneOf(audience.getBrand())))
                .ifPresent(out::collect);
    }

    private ZoneId zoneOf(String brand) {
        return brand == null
                ? ZoneOffset.UTC
                : brands.of(brand).map(Brand::getTimeZone).map(ZoneId::of).orElse(ZoneOffset.UTC);
    }

    @Override
    public void processBroadcastElement(KafkaRecord record, Context context, Collector<FollowerCount> out)
            throws Exception {
        brands.hear(record, context.getBroadcastState(BrandsHeard.STATE));
    }
}
