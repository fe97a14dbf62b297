package io.groundswell.measure;

import io.groundswell.measure.history.Contribution;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Tells Flink to write contributions with {@link WriteContributions}. */
final class ContributionType extends TypeInformation<Contribution> {

    @Override
    public TypeSerializer<Contribution> createSerializer(SerializerConfig config) {
        return WriteContributions.INSTANCE;
    }

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    public Class<Contribution> getTypeClass() {
        return Contribution.class;
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof ContributionType;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ContributionType;
    }

    @Override
    public int hashCode() {
        return ContributionType.class.hashCode();
    }

    @Override
    public String toString() {
        return "Contribution";
    }
}
