namespace Cloud.Domain.Tests;

public class SmokeTests
{
    [Fact]
    public void Suite_IsDiscovered() => Assert.Equal("Cloud.Domain.Tests", typeof(SmokeTests).Assembly.GetName().Name);
}
