package io.groundswell.local.export;

import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * Rows in a Parquet file, compressed with Zstandard: times are timestamps of UTC in milliseconds, lists of text are lists,
 * other lists JSON text. A file is readable only once it is closed.
 */
final class ParquetRows implements RowWriter {

    /** What is gathered in memory before it is written. */
    private static final long ROW_GROUP_BYTES = 32L << 20;

    private final ParquetWriter<Object[]> parquet;

    /** @param kind the name of a row in the file */
    ParquetRows(Path file, ExportKind kind, List<ExportColumn> columns) throws IOException {
        this.parquet = new Writing(new LocalOutputFile(file), schema(kind, columns), columns)
                .withConf(new PlainParquetConfiguration())
                .withCodecFactory(new ZstdPages())
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .withRowGroupSize(ROW_GROUP_BYTES)
                .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
                .build();
    }

    private static MessageType schema(ExportKind kind, List<ExportColumn> columns) {
        Types.MessageTypeBuilder schema = Types.buildMessage();
        columns.forEach(column -> schema.addField(field(column)));
        return schema.named(kind.inWords());
    }

    private static Type field(ExportColumn column) {
        return switch (column.type()) {
            case TEXT ->
                Types.optional(BINARY).as(LogicalTypeAnnotation.stringType()).named(column.name());
            case JSON ->
                // Said to be JSON, some readers refuse it.
                Types.optional(BINARY).as(LogicalTypeAnnotation.stringType()).named(column.name());
            case WHOLE -> Types.optional(INT64).named(column.name());
            case NUMBER -> Types.optional(DOUBLE).named(column.name());
            case FLAG -> Types.optional(BOOLEAN).named(column.name());
            case TIME ->
                Types.optional(INT64)
                        .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MILLIS))
                        .named(column.name());
            case TEXTS ->
                Types.optionalList()
                        .requiredElement(BINARY)
                        .as(LogicalTypeAnnotation.stringType())
                        .named(column.name());
        };
    }

    private static final class Writing extends ParquetWriter.Builder<Object[], Writing> {

        private final MessageType schema;
        private final List<ExportColumn> columns;

        private Writing(OutputFile file, MessageType schema, List<ExportColumn> columns) {
            super(file);
            this.schema = schema;
            this.columns = columns;
        }

        @Override
        protected Writing self() {
            return this;
        }

        @Override
        @Deprecated
        protected WriteSupport<Object[]> getWriteSupport(Configuration hadoop) {
            return new Row(schema, columns);
        }

        @Override
        protected WriteSupport<Object[]> getWriteSupport(ParquetConfiguration settings) {
            return new Row(schema, columns);
        }
    }

    private static final class Row extends WriteSupport<Object[]> {

        private final MessageType schema;
        private final List<ExportColumn> columns;
        private RecordConsumer record;

        private Row(MessageType schema, List<ExportColumn> columns) {
            this.schema = schema;
            this.columns = columns;
        }

        @Override
        @Deprecated
        public WriteContext init(Configuration hadoop) {
            return new WriteContext(schema, Map.of());
        }

        @Override
        public WriteContext init(ParquetConfiguration settings) {
            return new WriteContext(schema, Map.of());
        }

        @Override
        public void prepareForWrite(RecordConsumer consumer) {
            record = consumer;
        }

        @Override
        public void write(Object[] row) {
            record.startMessage();
            for (int i = 0; i < row.length; i++) {
                if (row[i] != null) {
                    String name = columns.get(i).name();
                    record.startField(name, i);
                    value(columns.get(i).type(), row[i]);
                    record.endField(name, i);
                }
            }
            record.endMessage();
        }

        private void value(ColumnType type, Object value) {
            switch (type) {
                case TEXT, JSON -> record.addBinary(Binary.fromString(value.toString()));
                case WHOLE -> record.addLong((Long) value);
                case NUMBER -> record.addDouble((Double) value);
                case FLAG -> record.addBoolean((Boolean) value);
                case TIME -> record.addLong(((Instant) value).toEpochMilli());
                case TEXTS -> list((List<?>) value);
            }
        }

        private void list(List<?> texts) {
            record.startGroup();
            if (!texts.isEmpty()) {
                record.startField("list", 0);
                for (Object text : texts) {
                    record.startGroup();
                    record.startField("element", 0);
                    record.addBinary(Binary.fromString((String) text));
                    record.endField("element", 0);
                    record.endGroup();
                }
                record.endField("list", 0);
            }
            record.endGroup();
        }
    }

    @Override
    public void write(Object[] row) throws IOException {
        parquet.write(row);
    }

    @Override
    public void flush() {
        // Whole groups of rows only.
    }

    @Override
    public void close() throws IOException {
        parquet.close();
    }
}
