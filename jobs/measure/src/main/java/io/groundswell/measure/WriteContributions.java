package io.groundswell.measure;

import io.groundswell.measure.engagement.Snapshot;
import io.groundswell.measure.history.Contribution;
import io.groundswell.measure.volume.Candidate;
import io.groundswell.measure.volume.Crowd;
import io.groundswell.measure.volume.Voice;
import io.groundswell.measure.volume.WindowKey;
import io.groundswell.topics.MentionKind;
import io.groundswell.topics.Sentiment;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/**
 * Contributions on their way between the two operators, written by hand: there are at least six for each mention, and
 * Flink's general way of writing them was the largest cost of this stage, four times this one. No state holds them.
 */
final class WriteContributions extends TypeSerializerSingleton<Contribution> {

    static final WriteContributions INSTANCE = new WriteContributions();

    private static final int ADDED = 1;
    private static final int REMOVED = 2;
    private static final int CANDIDATE = 4;
    private static final int WITHDRAWN = 8;
    private static final int GAINED = 16;
    private static final int COPIES = 32;

    private static final int NO_SENTIMENT = -1;

    private static final Crowd[] CROWDS = Crowd.values();
    private static final MentionKind[] KINDS = MentionKind.values();
    private static final Sentiment[] SENTIMENTS = Sentiment.values();

    @Override
    public void serialize(Contribution contribution, DataOutputView to) throws IOException {
        WindowKey window = contribution.window();
        StringValue.writeString(window.brand(), to);
        StringValue.writeString(window.platform(), to);
        to.writeShort(window.minutes());
        to.writeLong(window.start());
        to.writeLong(contribution.facts());
        to.writeLong(contribution.asOf());
        to.writeByte((contribution.added() == null ? 0 : ADDED)
                | (contribution.removed() == null ? 0 : REMOVED)
                | (contribution.candidate() == null ? 0 : CANDIDATE)
                | (contribution.withdrawn() == null ? 0 : WITHDRAWN)
                | (contribution.gained() == null ? 0 : GAINED)
                | (contribution.copies() == 0 ? 0 : COPIES));
        if (contribution.copies() != 0) {
            to.writeLong(contribution.copies());
            to.writeLong(contribution.negativeCopies());
        }
        if (contribution.added() != null) {
            write(contribution.added(), to);
        }
        if (contribution.removed() != null) {
            write(contribution.removed(), to);
        }
        if (contribution.candidate() != null) {
            Candidate candidate = contribution.candidate();
            StringValue.writeString(candidate.mention(), to);
            write(candidate.sentiment(), to);
            to.writeLong(candidate.followers());
            StringValue.writeString(candidate.original(), to);
        }
        if (contribution.withdrawn() != null) {
            StringValue.writeString(contribution.withdrawn(), to);
        }
        if (contribution.gained() != null) {
            for (long gained : contribution.gained()) {
                to.writeLong(gained);
            }
        }
    }

    @Override
    public Contribution deserialize(DataInputView from) throws IOException {
        WindowKey window = new WindowKey(
                StringValue.readString(from), StringValue.readString(from), from.readShort(), from.readLong());
        long facts = from.readLong();
        long asOf = from.readLong();
        int present = from.readByte();
        long copies = (present & COPIES) == 0 ? 0 : from.readLong();
        long negativeCopies = (present & COPIES) == 0 ? 0 : from.readLong();
        Voice added = (present & ADDED) == 0 ? null : readVoice(from);
        Voice removed = (present & REMOVED) == 0 ? null : readVoice(from);
        Candidate candidate = (present & CANDIDATE) == 0
                ? null
                : new Candidate(
                        StringValue.readString(from),
                        readSentiment(from),
                        from.readLong(),
                        StringValue.readString(from));
        String withdrawn = (present & WITHDRAWN) == 0 ? null : StringValue.readString(from);
        long[] gained = null;
        if ((present & GAINED) != 0) {
            gained = new long[Snapshot.COUNTERS];
            for (int i = 0; i < gained.length; i++) {
                gained[i] = from.readLong();
            }
        }
        return new Contribution(
                window, added, removed, candidate, withdrawn, gained, copies, negativeCopies, facts, asOf);
    }

    private static void write(Voice voice, DataOutputView to) throws IOException {
        StringValue.writeString(voice.author(), to);
        to.writeByte(voice.kind().ordinal());
        write(voice.sentiment(), to);
        to.writeBoolean(voice.owned());
        to.writeByte(voice.crowd().ordinal());
        to.writeLong(voice.followers());
        to.writeShort(voice.rating());
    }

    private static Voice readVoice(DataInputView from) throws IOException {
        return new Voice(
                StringValue.readString(from),
                KINDS[from.readByte()],
                readSentiment(from),
                from.readBoolean(),
                CROWDS[from.readByte()],
                from.readLong(),
                from.readShort());
    }

    private static void write(Sentiment sentiment, DataOutputView to) throws IOException {
        to.writeByte(sentiment == null ? NO_SENTIMENT : sentiment.ordinal());
    }

    private static Sentiment readSentiment(DataInputView from) throws IOException {
        int ordinal = from.readByte();
        return ordinal == NO_SENTIMENT ? null : SENTIMENTS[ordinal];
    }

    @Override
    public Contribution deserialize(Contribution reuse, DataInputView from) throws IOException {
        return deserialize(from);
    }

    @Override
    public void copy(DataInputView from, DataOutputView to) throws IOException {
        serialize(deserialize(from), to);
    }

    /** Contributions do not change once made. */
    @Override
    public Contribution copy(Contribution contribution) {
        return contribution;
    }

    @Override
    public Contribution copy(Contribution contribution, Contribution reuse) {
        return contribution;
    }

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public Contribution createInstance() {
        return new Contribution(new WindowKey("", "", 1, 0), null, null, null, null, null, 0, 0, 0, 0);
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public TypeSerializerSnapshot<Contribution> snapshotConfiguration() {
        return new AsWritten();
    }

    /** How Flink finds this serializer again in a savepoint. */
    public static final class AsWritten extends SimpleTypeSerializerSnapshot<Contribution> {
        public AsWritten() {
            super(() -> INSTANCE);
        }
    }
}
