(() => {
  'use strict';
  const root = document.documentElement;
  const PRINTED_WIDTH = 660;
  const LEAST_BETWEEN_TICKS = 52;
  let drawn = [];

  const colour = name => getComputedStyle(root).getPropertyValue('--' + name).trim();
  const data = () => JSON.parse(document.getElementById('chart-data').textContent);
  const percent = share => Math.round(100 * share) + ' %';
  const number = value => value >= 10 || Number.isInteger(value) ? Math.round(value).toLocaleString('en-US') : value.toFixed(1);

  /* Hours nobody heard, as hatching: no colour is needed to see it. */
  const hatch = (plot, hours) => {
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.beginPath();
    hours.forEach(hour => {
      const left = plot.valToPos(hour - 0.5, 'x', true);
      ctx.rect(left, bbox.top, plot.valToPos(hour + 0.5, 'x', true) - left, bbox.height);
    });
    ctx.clip();
    ctx.beginPath();
    for (let x = bbox.left - bbox.height; x < bbox.left + bbox.width; x += 6 * devicePixelRatio) {
      ctx.moveTo(x, bbox.top + bbox.height);
      ctx.lineTo(x + bbox.height, bbox.top);
    }
    ctx.strokeStyle = colour('hatch');
    ctx.lineWidth = devicePixelRatio;
    if (hours.length > 0) { ctx.stroke(); }
    ctx.restore();
  };

  const moments = (plot, marks) => {
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.strokeStyle = ctx.fillStyle = colour('alarm');
    ctx.lineWidth = devicePixelRatio;
    ctx.font = 12 * devicePixelRatio + 'px system-ui, sans-serif';
    marks.forEach(mark => {
      const x = Math.round(plot.valToPos(mark.at - 0.5, 'x', true));
      ctx.setLineDash([4 * devicePixelRatio, 3 * devicePixelRatio]);
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
      const right = x + 4 * devicePixelRatio + ctx.measureText(mark.label).width < bbox.left + bbox.width;
      ctx.textAlign = right ? 'left' : 'right';
      ctx.fillText(mark.label, x + (right ? 4 : -4) * devicePixelRatio, bbox.top - 6 * devicePixelRatio);
    });
    ctx.restore();
  };

  const axes = (all, width, values) => {
    const room = width / Math.max(all.labels.length, 1);
    const ticks = [];
    all.ticks.forEach(tick => {
      if (ticks.length === 0 || (tick.hour - ticks[ticks.length - 1].hour) * room >= LEAST_BETWEEN_TICKS) { ticks.push(tick); }
    });
    const font = '12px system-ui, sans-serif';
    return [
      { splits: () => ticks.map(tick => tick.hour), values: () => ticks.map(tick => tick.label), stroke: colour('quiet'), font,
        grid: { show: false }, ticks: { stroke: colour('line'), width: 1, size: 5 }, size: 32 },
      { values, stroke: colour('quiet'), font, grid: { stroke: colour('line'), width: 1 }, ticks: { show: false }, size: 46 }
    ];
  };

  const draw = (id, all, parts) => {
    const place = document.getElementById(id + '-chart');
    if (!place) { return; }
    const readout = document.getElementById(id + '-readout');
    const width = root.dataset.printing === undefined ? place.clientWidth : PRINTED_WIDTH;
    const hours = all.labels.map((label, hour) => hour);
    const plot = new uPlot({
      width,
      height: place.clientHeight,
      padding: [22, 12, 0, 0],
      legend: { show: false },
      cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
      scales: { x: { time: false, range: [-0.5, hours.length - 0.5] }, y: { range: parts.range } },
      axes: axes(all, width - 58, parts.values),
      series: [{}, ...parts.series],
      bands: parts.bands,
      hooks: {
        drawClear: [plot => hatch(plot, all.blind)],
        draw: [plot => moments(plot, all.marks)],
        setCursor: [plot => {
          const hour = plot.cursor.idx;
          readout.textContent = hour == null ? '' : all.labels[hour] + ': ' + parts.told(hour)
            + (all.blind.includes(hour) ? ', not heard' : '');
        }]
      }
    }, [hours, ...parts.numbers], place);
    place.onkeydown = event => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (step !== undefined) {
        const now = plot.cursor.idx == null ? (step > 0 ? -1 : hours.length) : plot.cursor.idx;
        const hour = Math.min(Math.max(now + step, 0), hours.length - 1);
        plot.setCursor({ left: plot.valToPos(hour, 'x'), top: 10 });
        event.preventDefault();
      }
    };
    drawn.push(plot);
  };

  const volume = all => {
    const upTo = (...voices) => all.labels.map((label, hour) => voices.reduce((sum, voice) => sum + voice[hour], 0));
    const bars = name => ({ paths: uPlot.paths.bars({ size: [0.78, 60] }), fill: colour(name), width: 0, points: { show: false } });
    const line = { paths: uPlot.paths.linear(), points: { show: false } };
    const whole = upTo(all.people, all.amplified, all.automated);
    draw('volume', all, {
      numbers: [all.high, all.low, whole, upTo(all.people, all.amplified), all.people, all.middle],
      /* Each bar stands before a longer one, so that what is seen of them are the parts. */
      series: [{ ...line, width: 0 }, { ...line, width: 0 }, bars('automated'), bars('amplified'), bars('people'),
        { ...line, stroke: colour('usual'), width: 1.5, dash: [6, 4] }],
      bands: [{ series: [1, 2], fill: colour('band') }],
      range: (plot, least, most) => [0, Math.max(4, 1.05 * (most || 0))],
      values: (plot, splits) => splits.map(value => Number.isInteger(value) ? number(value) : ''),
      told: hour => `${number(all.people[hour])} in people’s own words, ${number(all.amplified[hour])} reposts and copies, `
        + `${number(all.automated[hour])} automated` + (all.middle[hour] == null ? '' : `; usually ${number(all.middle[hour])} in all`)
    });
  };

  const feeling = all => {
    const line = { paths: uPlot.paths.linear(), spanGaps: false };
    draw('feeling', { ...all, marks: [] }, {
      numbers: [all.negativeHigh, all.negativeLow, all.negative],
      series: [{ ...line, width: 0, points: { show: false } }, { ...line, width: 0, points: { show: false } },
        { ...line, stroke: colour('negative'), width: 2, points: { show: true, size: 5, fill: colour('negative') } }],
      bands: [{ series: [1, 2], fill: colour('bounds') }],
      range: () => [0, 1],
      values: (plot, splits) => splits.map(percent),
      told: hour => all.negative[hour] == null ? 'too little was judged'
        : `${percent(all.negative[hour])} negative, between ${percent(all.negativeLow[hour])} and ${percent(all.negativeHigh[hour])}`
    });
  };

  const all = () => {
    drawn.forEach(plot => plot.destroy());
    drawn = [];
    const now = data();
    volume(now);
    feeling(now);
  };

  /* Paper is white and of one width, and nobody can unfold it. */
  let folded = [];
  addEventListener('beforeprint', () => {
    root.dataset.printing = '';
    folded = [...document.querySelectorAll('details.prints:not([open])')];
    folded.forEach(details => { details.open = true; });
    all();
  });
  addEventListener('afterprint', () => {
    delete root.dataset.printing;
    folded.forEach(details => { details.open = false; });
    all();
  });

  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', all);
  let width = 0;
  const fit = () => {
    if (root.clientWidth !== width && root.dataset.printing === undefined) {
      width = root.clientWidth;
      all();
    }
  };
  /* At once, since a page nobody shows yet is told of no size; it may be printed or kept before it is. */
  fit();
  new ResizeObserver(fit).observe(root);

  /* A newer brief takes the place of this one; where one was reading, and what was unfolded, stays. */
  const renew = async () => {
    if (document.hidden || root.dataset.printing !== undefined) { return; }
    try {
      const answer = await fetch(location.href);
      if (!answer.ok) { return; }
      const newer = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('brief');
      const old = document.getElementById('brief');
      const unfolded = [...old.querySelectorAll('details')].map(details => details.open);
      const same = newer && newer.querySelectorAll('details').length === unfolded.length;
      const reading = old.contains(document.activeElement) || getSelection().type === 'Range';
      if (!newer || reading) { return; }
      if (same) { newer.querySelectorAll('details').forEach((details, place) => { details.open = unfolded[place]; }); }
      const from = scrollY;
      old.replaceWith(newer);
      all();
      scrollTo(0, from);
    } catch (silence) {
      /* Whoever served it is gone or busy; what is here stays. */
    }
  };
  if (root.dataset.live === 'true') { setInterval(renew, 30000); }
})();
