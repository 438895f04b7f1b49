using System.Buffers.Binary;
using System.Text;
using Cloud.Simulation.Workloads.Traces;

namespace Cloud.Simulation.Tests.Workloads.Traces;

public sealed class NumpyInt64Tests
{
    private const string Header = "{'descr': '<i8', 'fortran_order': False, 'shape': (2,), }";

    [Fact]
    public void Read_TwoNumbers_AreTheNumbers() => Assert.Equal([70_000L, -1L], NumpyInt64.Read(File(Header, 70_000, -1)));

    [Theory]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }", "integers")]
    [InlineData("{'descr': '<i8', 'fortran_order': True, 'shape': (2,), }", "order")]
    [InlineData("{'descr': '<i8', 'fortran_order': False, 'shape': (2, 1), }", "shape")]
    [InlineData("{'descr': '<i8', 'fortran_order': False, 'shape': (3,), }", "short")]
    public void Read_AnotherKindOfArray_IsRefused(string header, string reason)
    {
        var fault = Assert.Throws<TraceFormatException>(() => NumpyInt64.Read(File(header, 1, 2)));

        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoNumpyFile_IsRefused() =>
        Assert.Throws<TraceFormatException>(() => NumpyInt64.Read(new MemoryStream("vmid,cpu,mem,at,lt"u8.ToArray())));

    private static MemoryStream File(string header, params long[] values)
    {
        var bytes = new List<byte>([0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header)]);
        foreach (var value in values)
        {
            var number = new byte[sizeof(long)];
            BinaryPrimitives.WriteInt64LittleEndian(number, value);
            bytes.AddRange(number);
        }

        return new MemoryStream([.. bytes]);
    }
}
