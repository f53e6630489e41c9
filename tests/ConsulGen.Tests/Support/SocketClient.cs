using System.Net.Sockets;

namespace ConsulGen.Tests.Support;

internal static class SocketClient
{
    /// <summary>A client of a program that serves HTTP on a socket in the file system, so that no test needs a port.</summary>
    public static HttpClient Of(string path) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, cancel) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancel);
            return new NetworkStream(socket, ownsSocket: true);
        },
    });
}
