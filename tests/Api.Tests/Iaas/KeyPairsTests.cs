using Cloud.Api.Tests.Fixture;
using Cloud.Contracts;

namespace Cloud.Api.Tests.Iaas;

public sealed class KeyPairsTests(SharedCloud cloud)
{
    private const string Line = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPD3akJvhpgvOx4Xmcpmux5GN6UFXjyfxoiPABXCoUDo ada@laptop";

    [Fact]
    public async Task Create_Key_IsReadFingerprintedListedAndDeleted()
    {
        var project = await cloud.NewProjectAsync();
        var path = $"projects/{project.Name}/key-pairs";
        var answer = await cloud.Operator.PostAsync(path, new { name = "laptop", publicKey = Line, labels = new { owner = "ada" } });
        var made = answer.Read<KeyPairView>(201);
        Assert.Equal(("ssh-ed25519", 256, "ada@laptop"), (made.Algorithm, made.Bits, made.Comment));
        Assert.Equal("SHA256:Jzah+svndUzHXd1g0VFhhD2ZoFuprcJba9hMJRxKhLE", made.Fingerprint);
        Assert.Equal($"/api/v1/projects/{project.Id}/key-pairs/{made.Id}", answer.Header("Location"));
        Assert.Equal("\"v1\"", answer.Header("ETag"));

        var read = (await cloud.Operator.GetAsync($"{path}/{made.Id}")).Read<KeyPairView>(200);
        Assert.Equal(made.PublicKey, read.PublicKey);
        var listed = (await cloud.Operator.GetAsync($"{path}?label=owner=ada")).Read<PageView<KeyPairView>>(200);
        Assert.Equal(made.Id, Assert.Single(listed.Items).Id);
        Assert.Empty((await cloud.Operator.GetAsync($"{path}?label=owner=bob")).Read<PageView<KeyPairView>>(200).Items);

        Assert.Equal(204, (await cloud.Operator.DeleteAsync($"{path}/{made.Id}")).Status);
        (await cloud.Operator.GetAsync($"{path}/{made.Id}")).Problem("not-found");
    }

    [Fact]
    public async Task Create_PrivateKeyOrTakenName_IsRefused()
    {
        var project = await cloud.NewProjectAsync();
        var path = $"projects/{project.Name}/key-pairs";
        var refused = (await cloud.Operator.PostAsync(path, new { name = "laptop", publicKey = "-----BEGIN OPENSSH PRIVATE KEY-----" })).Problem("validation-failed");
        Assert.Equal("publicKey", Assert.Single(refused.Errors!).Field);
        (await cloud.Operator.PostAsync(path, new { name = "laptop", publicKey = Line })).Read<KeyPairView>(201);
        (await cloud.Operator.PostAsync(path, new { name = "laptop", publicKey = Line })).Problem("name-taken");
    }

    [Fact]
    public async Task Label_WithAnOldVersion_ChangesNothing()
    {
        var project = await cloud.NewProjectAsync();
        var path = $"projects/{project.Name}/key-pairs";
        var made = (await cloud.Operator.PostAsync(path, new { name = "laptop", publicKey = Line })).Read<KeyPairView>(201);
        var changed = (await cloud.Operator.PatchAsync($"{path}/{made.Id}", new { labels = new { a = "b" } })).Read<KeyPairView>(200);
        Assert.Equal((2L, "b"), (changed.Version, changed.Labels["a"]));
        (await cloud.Operator.DeleteAsync($"{path}/{made.Id}", ("If-Match", "\"v1\""))).Problem("precondition-failed");
        (await cloud.Operator.GetAsync($"{path}/{made.Id}")).Read<KeyPairView>(200);
    }

    [Fact]
    public async Task DeleteProject_WithAKeyPair_IsRefusedUntilItIsGone()
    {
        var project = await cloud.NewProjectAsync();
        var made = (await cloud.Operator.PostAsync($"projects/{project.Name}/key-pairs", new { name = "laptop", publicKey = Line })).Read<KeyPairView>(201);
        Assert.Contains("1 key-pairs", (await cloud.Operator.DeleteAsync($"projects/{project.Name}")).Problem("in-use").Detail);
        Assert.Equal(204, (await cloud.Operator.DeleteAsync($"projects/{project.Name}/key-pairs/{made.Id}")).Status);
        Assert.Equal(204, (await cloud.Operator.DeleteAsync($"projects/{project.Name}")).Status);
    }

    [Fact]
    public async Task Create_FromManyClientsAtOnce_HasOneWinnerPerName()
    {
        var project = await cloud.NewProjectAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ =>
            cloud.Operator.PostAsync($"projects/{project.Name}/key-pairs", new { name = "laptop", publicKey = Line })));
        Assert.Single(answers, answer => answer.Status == 201);
        Assert.Equal(63, answers.Count(answer => answer.Status == 409));
    }
}
