using System.Buffers.Text;
using System.Net.Sockets;

namespace Cloud.Benchmarks.Load;

/// <summary>
/// One HTTP/1.1 connection that sends bytes made beforehand and reads whole answers: the load program shares two cores with the server, so it
/// must cost as little as possible. Understands Content-Length and chunked bodies. Not thread-safe.
/// </summary>
internal sealed class RawConnection(Uri server) : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] _buffer = new byte[64 * 1024];

    public ValueTask ConnectAsync(CancellationToken cancel) => _socket.ConnectAsync(server.Host, server.Port, cancel);

    /// <summary>Sends a request and waits for the whole answer.</summary>
    /// <returns>The HTTP status.</returns>
    /// <exception cref="IOException">The server closed the connection or sent something else.</exception>
    public async ValueTask<int> ExchangeAsync(ReadOnlyMemory<byte> request, CancellationToken cancel)
    {
        for (var rest = request; rest.Length > 0;) rest = rest[await _socket.SendAsync(rest, cancel)..];
        var filled = 0;
        while (true)
        {
            if (filled == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
            var received = await _socket.ReceiveAsync(_buffer.AsMemory(filled), cancel);
            if (received == 0) throw new IOException("the server closed the connection");
            filled += received;
            if (TryRead(_buffer.AsSpan(0, filled), out var status)) return status;
        }
    }

    public void Dispose() => _socket.Dispose();

    /// <summary>True when <paramref name="answer"/> is complete.</summary>
    private static bool TryRead(ReadOnlySpan<byte> answer, out int status)
    {
        status = 0;
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0) return false;
        var head = answer[..(end + 2)];
        var body = answer[(end + 4)..];
        if (!head.StartsWith("HTTP/1.1 "u8) || !Utf8Parser.TryParse(head.Slice(9, 3), out status, out _)) throw new IOException("not an HTTP/1.1 answer");
        if (Header(head, "content-length:"u8, "Content-Length:"u8) is { Length: > 0 } length)
        {
            return Utf8Parser.TryParse(length, out int wanted, out _) ? body.Length >= wanted : throw new IOException("bad Content-Length");
        }

        if (Header(head, "transfer-encoding:"u8, "Transfer-Encoding:"u8).IndexOf("chunked"u8) >= 0) return EndsChunked(body);
        return status is 204 or 304 ? true : throw new IOException("an answer without length");
    }

    private static bool EndsChunked(ReadOnlySpan<byte> body)
    {
        while (true)
        {
            var line = body.IndexOf("\r\n"u8);
            if (line < 0) return false;
            if (!Utf8Parser.TryParse(body[..line], out int size, out _, 'X')) throw new IOException("bad chunk size");
            if (body.Length < line + 2 + size + 2) return false;
            if (size == 0) return true;
            body = body[(line + 2 + size + 2)..];
        }
    }

    private static ReadOnlySpan<byte> Header(ReadOnlySpan<byte> head, ReadOnlySpan<byte> lower, ReadOnlySpan<byte> usual)
    {
        var at = head.IndexOf(usual);
        if (at < 0) at = head.IndexOf(lower);
        if (at < 0) return [];
        var value = head[(at + usual.Length)..];
        return value[..value.IndexOf("\r\n"u8)].TrimStart((byte)' ');
    }
}
