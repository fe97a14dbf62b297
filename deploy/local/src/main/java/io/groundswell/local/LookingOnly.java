package io.groundswell.local;

import io.groundswell.engines.LocalPorts;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.io.network.netty.InboundChannelHandlerFactory;
import org.apache.flink.runtime.rest.FileUploadHandler;
import org.apache.flink.shaded.netty4.io.netty.buffer.Unpooled;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelFutureListener;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelHandler;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelHandlerContext;
import org.apache.flink.shaded.netty4.io.netty.channel.SimpleChannelInboundHandler;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.DefaultFullHttpResponse;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.FullHttpRequest;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.FullHttpResponse;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpHeaderNames;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpHeaderValues;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpMethod;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpResponseStatus;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpVersion;

/**
 * What Flink's REST door of the local stack lets in. Flink has no users: turning off the buttons of its page leaves doors open through
 * which everybody on the machine, and every web page somebody looks at there, could run code as us, stop jobs or end the cluster. So all
 * may look, and what remains is the one order our own commands give: to take a checkpoint.
 */
public final class LookingOnly implements InboundChannelHandlerFactory {

    private static final Pattern CHECKPOINTS = Pattern.compile("(/v1)?/jobs/[0-9a-f]{32}/checkpoints");

    @Override
    public int priority() {
        return 0;
    }

    @Override
    public Optional<ChannelHandler> createHandler(Configuration configuration, Map<String, String> headers) {
        return Optional.of(new Door());
    }

    private static final class Door extends SimpleChannelInboundHandler<FullHttpRequest> {

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) throws Exception {
            if (!LocalPorts.isNamedBy(
                    request.headers().get(HttpHeaderNames.HOST),
                    ((InetSocketAddress) context.channel().localAddress()).getPort())) {
                refuse(context, "This Flink is at " + LocalPorts.HOST + " and under no other name.");
            } else if (!isLook(request) && !isCheckpoint(request)) {
                FileUploadHandler.getMultipartFileUploads(context).close();
                refuse(context, "This Flink takes no orders: its jobs are started and stopped by groundswell.");
            } else {
                context.fireChannelRead(request.retain());
            }
        }

        private static boolean isLook(FullHttpRequest request) {
            return request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
        }

        /** A page of another site cannot send this type without asking first, and is not answered when it asks. */
        private static boolean isCheckpoint(FullHttpRequest request) {
            return request.method().equals(HttpMethod.POST)
                    && "application/json".equals(request.headers().get(HttpHeaderNames.CONTENT_TYPE))
                    && CHECKPOINTS.matcher(request.uri()).matches();
        }

        private static void refuse(ChannelHandlerContext context, String why) {
            FullHttpResponse answer = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1,
                    HttpResponseStatus.FORBIDDEN,
                    Unpooled.copiedBuffer("{\"errors\":[\"" + why + "\"]}", StandardCharsets.UTF_8));
            answer.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/json; charset=UTF-8");
            answer.headers()
                    .setInt(HttpHeaderNames.CONTENT_LENGTH, answer.content().readableBytes());
            answer.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            context.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
        }
    }
}
