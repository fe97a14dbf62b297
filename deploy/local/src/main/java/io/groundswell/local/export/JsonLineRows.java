package io.groundswell.local.export;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** A row is an object on a line of its own, with the columns that have a value by their names; lists are lists. */
final class JsonLineRows implements RowWriter {

    // An emoji as the four bytes it is; and a list in a row is not the end of it.
    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                    .build())
            .disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
            .build();

    private final JsonGenerator json;
    private final List<ExportColumn> columns;

    JsonLineRows(OutputStream out, List<ExportColumn> columns) throws IOException {
        this.json = JSON.getFactory().createGenerator(out, JsonEncoding.UTF8).setRootValueSeparator(null);
        this.columns = columns;
    }

    @Override
    public void write(Object[] row) throws IOException {
        json.writeStartObject();
        for (int i = 0; i < row.length; i++) {
            if (row[i] != null) {
                json.writeFieldName(columns.get(i).name());
                value(row[i]);
            }
        }
        json.writeEndObject();
        json.writeRaw('\n');
    }

    private void value(Object value) throws IOException {
        if (value instanceof Long number) {
            json.writeNumber(number);
        } else if (value instanceof Double number) {
            json.writeNumber(number);
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof List<?> texts) {
            json.writeStartArray();
            for (Object text : texts) {
                json.writeString((String) text);
            }
            json.writeEndArray();
        } else if (value instanceof JsonNode node) {
            JSON.writeTree(json, node);
        } else {
            json.writeString(value.toString());
        }
    }

    @Override
    public void flush() throws IOException {
        json.flush();
    }

    @Override
    public void close() throws IOException {
        json.close();
    }
}
