using BackOffice.LocalRuntime.Blobs;

namespace BackOffice.LocalRuntime.Tests.Blobs;

public sealed class BlobManualTriggerTests
{
    private readonly BlobScene scene = new BlobScene().Waiting("drop/{tenant}/{name}");

    [Fact]
    public async Task H_13_A_blob_function_is_started_by_hand_with_the_path_of_a_blob()
    {
        await scene.DropAsync("acme/a.xml", "by hand");
        var trigger = new BlobManualTrigger(scene.Functions());

        var input = trigger.CreateInput(scene.Descriptor(), "drop/acme/a.xml");

        Assert.True(trigger.Serves(scene.Descriptor()));
        Assert.Equal("by hand", await BlobContent.ReadAsync(input));
        Assert.Equal("acme", input.BindingData["tenant"]);
        Assert.Empty(await scene.ReceiptsAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("drop")]
    [InlineData("drop/")]
    [InlineData("drop/../other/a")]
    public void H_13_Another_input_is_refused(string input)
        => Assert.Throws<ArgumentException>(() => new BlobManualTrigger(scene.Functions()).CreateInput(scene.Descriptor(), input));
}
