//! Layer by layer: the lowest and the median.

use leptos::prelude::*;

use super::{Image, number, texts};
use crate::domain::competency::scoring::rating_of;
use crate::ui::competency::desk::{Desk, name_of};
use crate::ui::competency::layout::Explained;
use crate::ui::kit::Table;

#[component]
pub(super) fn Layers(image: Memo<Option<Image>>) -> impl IntoView {
    let desk = Desk::context();
    let t = move || texts(desk);
    let head = Signal::derive(move || {
        vec![
            (t().layer().to_owned(), false),
            (t().rated().to_owned(), true),
            (t().median().to_owned(), true),
            (t().lowest().to_owned(), false),
        ]
    });
    let rows = move || {
        image.with(|image| {
            let image = image.as_ref()?;
            let rows = image
                .standing
                .layers
                .iter()
                .map(|layer| {
                    let name = image.model.layer(layer.layer.as_ref()).map(|layer| desk.say(&layer.name));
                    let inside = image.model.competencies.iter().filter(|one| one.layer == layer.layer);
                    let mut levels: Vec<u8> = inside
                        .filter_map(|one| {
                            Some(rating_of(&image.model, &image.round, &one.id)?.level()?.get())
                        })
                        .collect();
                    levels.sort_unstable();
                    let list = levels.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
                    let lowest = layer.lowest.as_ref().map_or_else(
                        || t().dash().to_owned(),
                        |(level, key)| t().lowest_is(level.get(), &name_of(desk, &image.model, key)),
                    );
                    let median = layer.median.map_or_else(
                        || view! { {t().dash()} }.into_any(),
                        |median| {
                            let value = number(desk.lang().locale(), median, 1);
                            view! { <Explained value how=t().median_how(&list) /> }.into_any()
                        },
                    );
                    view! {
                        <tr>
                            <th scope="row">{name}</th>
                            <td class="number" data-label=t().rated()>{layer.rated} " / " {layer.of}</td>
                            <td class="number" data-label=t().median()>{median}</td>
                            <td data-label=t().lowest()>{lowest}</td>
                        </tr>
                    }
                })
                .collect_view();
            Some(rows)
        })
    };
    view! {
        <section class="panel wide stack-narrow" aria-labelledby="layers">
            <h2 id="layers">{move || t().layers()}</h2>
            <Table caption=move || t().layers() columns=head>{rows}</Table>
        </section>
    }
}
