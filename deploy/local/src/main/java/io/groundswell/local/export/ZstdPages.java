package io.groundswell.local.export;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Compresses the pages of Parquet files with Zstandard, without asking Hadoop how. */
final class ZstdPages implements CompressionCodecFactory {

    /** Fast, and within a tenth of the smallest. */
    private static final int LEVEL = 3;

    private static byte[] bytes(BytesInput page) throws IOException {
        try (InputStream bytes = page.toInputStream()) {
            return bytes.readAllBytes();
        }
    }

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        return new BytesInputCompressor() {
            @Override
            public BytesInput compress(BytesInput page) throws IOException {
                return BytesInput.from(Zstd.compress(bytes(page), LEVEL));
            }

            @Override
            public CompressionCodecName getCodecName() {
                return CompressionCodecName.ZSTD;
            }

            @Override
            public void release() {
                // Nothing is held.
            }
        };
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        return new BytesInputDecompressor() {
            @Override
            public BytesInput decompress(BytesInput page, int size) throws IOException {
                return BytesInput.from(Zstd.decompress(bytes(page), size));
            }

            @Override
            public void decompress(ByteBuffer page, int compressedSize, ByteBuffer into, int size) {
                byte[] bytes = new byte[compressedSize];
                page.get(bytes);
                into.put(Zstd.decompress(bytes, size));
            }

            @Override
            public void release() {
                // Nothing is held.
            }
        };
    }

    @Override
    public void release() {
        // Nothing is held.
    }
}
