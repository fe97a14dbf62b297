package io.groundswell.measure;

import io.groundswell.measure.history.Contribution;
import io.groundswell.measure.volume.Candidate;
import io.groundswell.measure.volume.Count;
import io.groundswell.measure.volume.Crowd;
import io.groundswell.measure.volume.Subject;
import io.groundswell.measure.volume.WindowKey;
import io.groundswell.topics.Sentiment;
import io.groundswell.topics.SubjectKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    private static final int NO_SENTIMENT = -1;

    private static final Sentiment[] SENTIMENTS = Sentiment.values();
    private static final SubjectKind[] KINDS = SubjectKind.values();
    private static final Crowd[] CROWDS = Crowd.values();

    @Override
    public void serialize(Contribution contribution, DataOutputView to) throws IOException {
        WindowKey window = contribution.window();
        StringValue.writeString(window.brand(), to);
        StringValue.writeString(window.platform(), to);
        to.writeInt(window.minutes());
        to.writeLong(window.start());
        to.writeLong(contribution.facts());
        to.writeLong(contribution.asOf());
        writeSums(contribution.sums(), to);
        writeNumbers(contribution.authors(), to);
        writeNumbers(contribution.copies(), to);
        to.writeInt(contribution.candidates().size());
        for (Map.Entry<String, Candidate> candidate : contribution.candidates().entrySet()) {
            StringValue.writeString(candidate.getKey(), to);
            to.writeBoolean(candidate.getValue() != null);
            if (candidate.getValue() != null) {
                write(candidate.getValue(), to);
            }
        }
        to.writeInt(contribution.subjects().size());
        for (Map.Entry<Subject, long[]> subject : contribution.subjects().entrySet()) {
            write(subject.getKey(), to);
            for (long sum : subject.getValue()) {
                to.writeLong(sum);
            }
        }
    }

    private static void writeNumbers(Map<String, Integer> numbers, DataOutputView to) throws IOException {
        to.writeInt(numbers.size());
        for (Map.Entry<String, Integer> number : numbers.entrySet()) {
            StringValue.writeString(number.getKey(), to);
            to.writeInt(number.getValue());
        }
    }

    private static Map<String, Integer> readNumbers(DataInputView from) throws IOException {
        Map<String, Integer> numbers = new HashMap<>();
        for (int left = from.readInt(); left > 0; left--) {
            numbers.put(StringValue.readString(from), from.readInt());
        }
        return numbers;
    }

    private static void write(Candidate candidate, DataOutputView to) throws IOException {
        write(candidate.sentiment(), to);
        to.writeLong(candidate.followers());
        StringValue.writeString(candidate.original(), to);
        to.writeByte(candidate.crowd().ordinal());
        to.writeBoolean(candidate.lowReview());
        to.writeInt(candidate.carries().size());
        for (Subject subject : candidate.carries()) {
            write(subject, to);
        }
    }

    private static Candidate readCandidate(String mention, DataInputView from) throws IOException {
        Sentiment sentiment = readSentiment(from);
        long followers = from.readLong();
        String original = StringValue.readString(from);
        Crowd crowd = CROWDS[from.readByte()];
        boolean lowReview = from.readBoolean();
        List<Subject> carries = new ArrayList<>();
        for (int left = from.readInt(); left > 0; left--) {
            carries.add(readSubject(from));
        }
        return new Candidate(mention, sentiment, followers, original, crowd, lowReview, carries);
    }

    private static void write(Subject subject, DataOutputView to) throws IOException {
        to.writeByte(subject.kind().ordinal());
        StringValue.writeString(subject.name(), to);
    }

    private static Subject readSubject(DataInputView from) throws IOException {
        return new Subject(KINDS[from.readByte()], StringValue.readString(from));
    }

    /** Most sums of most contributions are 0: a bit for each says which are not. */
    private static void writeSums(long[] sums, DataOutputView to) throws IOException {
        long present = 0;
        for (int i = 0; i < sums.length; i++) {
            present |= sums[i] == 0 ? 0 : 1L << i;
        }
        to.writeLong(present);
        for (long sum : sums) {
            if (sum != 0) {
                to.writeLong(sum);
            }
        }
    }

    private static long[] readSums(DataInputView from) throws IOException {
        long[] sums = new long[Count.MANY];
        long present = from.readLong();
        for (int i = 0; i < sums.length; i++) {
            sums[i] = (present & 1L << i) == 0 ? 0 : from.readLong();
        }
        return sums;
    }

    @Override
    public Contribution deserialize(DataInputView from) throws IOException {
        WindowKey window = new WindowKey(
                StringValue.readString(from), StringValue.readString(from), from.readInt(), from.readLong());
        long facts = from.readLong();
        long asOf = from.readLong();
        long[] sums = readSums(from);
        Map<String, Integer> authors = readNumbers(from);
        Map<String, Integer> copies = readNumbers(from);
        Map<String, Candidate> candidates = new HashMap<>();
        for (int left = from.readInt(); left > 0; left--) {
            String mention = StringValue.readString(from);
            candidates.put(mention, from.readBoolean() ? readCandidate(mention, from) : null);
        }
        Map<Subject, long[]> subjects = new HashMap<>();
        for (int left = from.readInt(); left > 0; left--) {
            Subject subject = readSubject(from);
            long[] subjectSums = new long[Subject.SUMS];
            for (int i = 0; i < subjectSums.length; i++) {
                subjectSums[i] = from.readLong();
            }
            subjects.put(subject, subjectSums);
        }
        return new Contribution(window, sums, authors, candidates, subjects, copies, facts, asOf);
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
        return new Contribution(new WindowKey("", "", 1, 0));
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
